/** The options that an engine defines for each command, read from its click definitions. */
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
  /** `--select`, `-s` */
  names: texts,
  /** Names of the opposite: `--no-defer`. */
  negatives: texts,
  /** Environment variables that set it, in order of precedence. */
  variables: texts,
  /** Type of its argument; null if it takes none. */
  takes: z.string().nullable(),
  choices: texts.nullable(),
  /** null if it has none, or if it is computed in each call. */
  default: z.json(),
  multiple: z.boolean(),
  hidden: z.boolean(),
});

const definitions = z
  .object({
    /** Options of the program itself, which every command accepts too. */
    shared: texts,
    /** Options by command (`docs generate`) and longest name (`--select`). */
    commands: z.record(z.string(), z.record(z.string(), optionSchema)),
  })
  .nullable();

export type Option = z.output<typeof optionSchema>;
export type Definitions = NonNullable<z.output<typeof definitions>>;

const script = fileURLToPath(new URL('definitions.py', import.meta.url));
/** Part of the file name, so that files of an older version of this module are not used. */
const version = 1;

/**
 * Reads an engine's definitions once, and keeps them in its folder.
 * @param limits for the process that imports the engine.
 * @returns undefined for an engine that is a plain program, or is not written with click.
 * @throws Problem (environment) if its Python fails, because an empty result would look like an engine without options.
 */
export async function provideDefinitions(
  engine: Engine,
  limits: Limits,
  signal: AbortSignal,
): Promise<Definitions | undefined> {
  if (engine.kind === 'program') return undefined;
  const file = path.join(engine.root, 'definitions', `${version}-${engine.lock.slice(0, 16)}.json`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  // It was validated before it was kept, and validating thousands of values takes longer than reading them.
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
