/** Starts a measured program and holds the watch. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { Problem } from '../../src/config/problem.ts';
import type { Job, NaiveAnswer, OursAnswer, Subject } from './job.ts';
import type { Measurement } from './schema.ts';

/** What the parts of the benchmark measure with. */
export interface Tools {
  /** Folder for caches and evidence while something is measured. */
  readonly work: string;
  /** Cache folder that has the engines. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** Runs a subject on ours, in a process of its own. */
export async function startOurs(
  tools: Tools,
  subject: Subject,
  workers: number,
  cache: string,
): Promise<Measurement> {
  const { seconds, answer } = await start<OursAnswer>(tools, 'ours.ts', { ...subject, workers }, cache);
  return { seconds, ...answer };
}

/** Runs a subject as a naive script. @returns seconds of its engine commands. */
export async function startNaive(tools: Tools, subject: Subject, cache: string): Promise<number> {
  return (await start<NaiveAnswer>(tools, 'naive.ts', { ...subject, workers: 1 }, cache)).answer.seconds;
}

/** @throws Problem when the program fails; what failed it has said on stderr by then. */
async function start<Answer>(
  { work, signal }: Tools,
  program: string,
  job: Omit<Job, 'out'>,
  cache: string,
): Promise<{ readonly seconds: number; readonly answer: Answer }> {
  const out = path.join(work, 'out');
  const file = fileURLToPath(new URL(program, import.meta.url));
  const began = performance.now();
  const { stdout, exitCode, isCanceled } = await execa(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', file],
    {
      input: JSON.stringify({ ...job, out } satisfies Job),
      env: { DVT_COMPAT_CACHE: cache },
      stderr: 'inherit',
      // A signal asks it to end; it needs a moment to take engines and database along.
      cancelSignal: signal,
      forceKillAfterDelay: false,
      reject: false,
    },
  );
  const seconds = (performance.now() - began) / 1000;
  await rm(out, { recursive: true, force: true });
  if (isCanceled) signal.throwIfAborted();
  if (exitCode !== 0)
    throw new Problem(
      'environment',
      'A measurement failed',
      `${program} exited with ${exitCode}. Its output is above.`,
      'Earlier results are kept. Continue with --part for the remaining parts.',
    );
  return { seconds, answer: JSON.parse(stdout) as Answer };
}
