/** The options an engine defines for each command, read from its own definitions where it is written with click. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';
import { writeAtomically } from '../files/atomic.ts';
import { stepEnvironment } from '../process/environment.ts';
import type { Limits } from '../process/invocation.ts';
import { invoke } from '../process/invoke.ts';

const texts = z.array(z.string()).readonly();

export const optionSchema = z.object({
  /** How it is written: `--select`, `-s`. */
  names: texts,
  /** How its opposite is written: `--no-defer`. */
  negatives: texts,
  /** Environment variables that set it, the strongest first. */
  variables: texts,
  /** What its argument is called; null where it takes none. */
  takes: z.string().nullable(),
  choices: texts.nullable(),
  /** Null where it has none, or one that is worked out anew in each call. */
  default: z.json(),
  multiple: z.boolean(),
  hidden: z.boolean(),
});

const definitions = z
  .object({
    /** Options of the program itself, which every command takes as well. */
    shared: texts,
    /** Options by command (`docs generate`) and longest name (`--select`). */
    commands: z.record(z.string(), z.record(z.string(), optionSchema)),
  })
  .nullable();

export type Option = z.output<typeof optionSchema>;
export type Definitions = NonNullable<z.output<typeof definitions>>;

const script = fileURLToPath(new URL('definitions.py', import.meta.url));
/** Part of the file's name: what an older version of this file kept is not taken over. */
const version = 1;

/**
 * Reads an engine's definitions once, and keeps them with it.
 * @param limits on the process that imports the engine, as on any other of its processes.
 * @returns undefined for an engine that is a plain program, or is not written with click.
 * @throws Problem (environment) when its Python fails: an empty answer would look like an engine without options.
 */
export async function provideDefinitions(
  engine: Engine,
  limits: Limits,
  signal: AbortSignal,
): Promise<Definitions | undefined> {
  if (engine.root === '') return undefined;
  const file = path.join(engine.root, 'definitions', `${version}-${engine.lock.slice(0, 16)}.json`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  // It was checked before it was kept; to check thousands of values again costs more than reading them.
  if (kept !== undefined) return (JSON.parse(kept) as z.output<typeof definitions>) ?? undefined;
  const text = await dump(engine, limits, signal);
  const read = definitions.parse(JSON.parse(text));
  await writeAtomically(file, text);
  return read ?? undefined;
}

async function dump(engine: Engine, limits: Limits, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dvt-compat-definitions-'));
  try {
    const exit = await invoke({
      engine: { ...engine, program: path.join(path.dirname(engine.program), 'python') },
      argv: [script, engine.program],
      cwd: folder,
      env: stepEnvironment({ home: folder, temp: folder, env: {} }),
      limits,
      evidence: folder,
      signal,
    });
    if (exit.code === 0) return await readFile(path.join(folder, 'stdout'), 'utf8');
    const why = await readFile(path.join(folder, 'stderr'), 'utf8');
    throw new Problem(
      'environment',
      `Cannot read the options of ${engine.spec}`,
      `Its Python exited with ${exit.limit ?? exit.signal ?? exit.code}: ${why.trim().split('\n').at(-1) ?? ''}`,
      `Rebuild the engine: ${compat} engines prune --all`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
