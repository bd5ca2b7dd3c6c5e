/** Reads an engine's own code into an index, and keeps that with the engine. */

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { commandNames } from '../../cases/commands.ts';
import type { Engine } from '../../engines/engine.ts';
import { pythonOf } from '../../engines/locations.ts';
import { writeAtomically } from '../../files/atomic.ts';
import { indexOf, type ModuleText } from './build-index.ts';
import type { CodeIndex } from './code-index.ts';
import { functionsOfCompiled, textsOfCompiled } from './compiled.ts';
import { type OwnFile, ownFiles } from './own-files.ts';

const script = fileURLToPath(new URL('sources.py', import.meta.url));
/** An index that an older version of this code kept is not used. */
const version = 1;
/** Larger modules bundle libraries, and are not read into memory. */
const largest = 64 * 2 ** 20;

/** Also the groups: a program may ask for `docs` first, and elsewhere for `generate`. */
const asked = [...new Set(commandNames.flatMap((command) => [command, command.replace(/-.*/, '')]))];

const text = z.string();
const line = z.int();
const answer = z.record(
  text,
  z.object({
    strings: z.array(z.tuple([text, line])),
    functions: z.array(z.tuple([text, line, line, text])),
    commands: z.array(z.tuple([text, line, z.array(z.tuple([text, text]))])),
  }),
);

/**
 * Index of an engine's own modules.
 * @param names of both engines' commands: functions are compared without them.
 */
export async function readCode(engine: Engine, names: readonly string[]): Promise<CodeIndex> {
  const files = await ownFiles(engine);
  const state = await stateOf(files, names);
  const kept = engine.kind === 'installed' && path.join(engine.root, 'code', `${names.join('-')}.json`);
  const found = kept && (await readFile(kept, 'utf8').catch(() => ''));
  if (found) {
    const earlier = JSON.parse(found) as { readonly state: string; readonly index: CodeIndex };
    if (earlier.state === state) return earlier.index;
  }
  const sources = files.filter(([name]) => name.endsWith('.py'));
  const compiled = files.filter(([name]) => !name.endsWith('.py'));
  const modules = [...(await readSources(engine, sources, names)), ...(await readCompiled(compiled))];
  const index = indexOf(
    files.map(([name]) => name),
    modules,
  );
  if (kept) await writeAtomically(kept, JSON.stringify({ state, index }));
  return index;
}

/** Changes with any of the files: a checkout is edited without being installed again. */
async function stateOf(files: readonly OwnFile[], names: readonly string[]): Promise<string> {
  const states = files.map(async ([name, file]) => {
    const { size, mtimeMs } = await stat(file);
    return [name, size, mtimeMs];
  });
  const key = JSON.stringify([version, names, await Promise.all(states)]);
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

async function readSources(
  engine: Engine,
  files: readonly OwnFile[],
  names: readonly string[],
): Promise<readonly ModuleText[]> {
  if (files.length === 0) return [];
  const input = JSON.stringify({ files: Object.fromEntries(files), names, commands: asked });
  const { stdout } = await execa(pythonOf(engine), ['-I', script], {
    input,
    maxBuffer: largest,
  });
  return Object.entries(answer.parse(JSON.parse(stdout))).map(([file, found]) => ({ file, ...found }));
}

async function readCompiled(files: readonly OwnFile[]): Promise<readonly ModuleText[]> {
  const found: ModuleText[] = [];
  // One after the other: they are large, and all of them need not be in memory at once.
  for (const [file, place] of files) {
    if ((await stat(place)).size > largest) continue;
    const texts = textsOfCompiled(await readFile(place));
    const module = file.replace(/\..*$/, '').replaceAll('/', '.');
    found.push({
      file,
      strings: texts.map((each): [string, number] => [each, 0]),
      functions: functionsOfCompiled(texts, module).map((name): [string, number, number, string] => [
        name,
        0,
        0,
        '',
      ]),
      commands: [],
    });
  }
  return found;
}

/** Lines of an engine's sources, by the names of the files. */
export async function readLines(engine: Engine): Promise<(name: string) => readonly string[]> {
  const files = (await ownFiles(engine)).filter(([name]) => name.endsWith('.py'));
  const read = files.map(async ([name, file]) => [name, (await readFile(file, 'utf8')).split('\n')] as const);
  const lines = new Map(await Promise.all(read));
  return (name) => lines.get(name) ?? [];
}
