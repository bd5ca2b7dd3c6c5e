/** Measures a workload in processes of its own: with dvt-compat, without and with cache, and as a naive script. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Case } from '../../src/cases/case.ts';
import { Problem } from '../../src/config/problem.ts';
import { freshCache } from './fresh-cache.ts';
import type { Job, Workload } from './program.ts';
import type { Measurement } from './schema.ts';

export interface Context {
  /** Folder for caches and evidence during a measurement. */
  readonly work: string;
  /** Cache folder that contains the engines. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** The same cases with an empty cache, then with the cache of that run. */
export interface Twice {
  readonly workers: number;
  readonly uncached: Measurement;
  readonly cached: Measurement;
}

export async function measureOurs(
  context: Context,
  workload: Workload,
  workers: number,
  beforeEach: () => Promise<void> = async () => {},
): Promise<Twice> {
  const cache = await freshCache(path.join(context.work, 'cache-of-ours'), context.cache);
  const once = async (which: string): Promise<Measurement> => {
    await beforeEach();
    context.say(`${which} cache, workers: ${workers}`);
    const { seconds, answer } = await start(context, 'ours.ts', { ...workload, workers }, cache);
    return { seconds, ...(answer as Omit<Measurement, 'seconds'>) };
  };
  const twice = { workers, uncached: await once('without'), cached: await once('with') };
  await rm(cache, { recursive: true });
  return twice;
}

/**
 * Measures a workload with dvt-compat for each number of workers, and as a naive script. The speed of a machine varies, so
 * the naive script runs in shares: one before each run of dvt-compat.
 */
export async function measureAgainstNaive(
  context: Context,
  workload: Workload,
  workers: readonly number[],
): Promise<{ readonly naiveSeconds: number; readonly ours: readonly Twice[] }> {
  const cache = await freshCache(path.join(context.work, 'cache-of-naive'), context.cache);
  const shares = [...shareCases(workload.cases, 2 * workers.length)];
  let naiveSeconds = 0;
  const naive = async () => {
    const share = shares.shift();
    if (!share) return;
    context.say(`naive script, cases: ${share.cases.length}`);
    const { answer } = await start(
      context,
      'naive.ts',
      { ...workload, cases: share.cases, workers: 1 },
      cache,
    );
    naiveSeconds += share.weight * (answer as { readonly seconds: number }).seconds;
  };
  const ours: Twice[] = [];
  for (const count of workers) ours.push(await measureOurs(context, workload, count, naive));
  await rm(cache, { recursive: true });
  return { naiveSeconds, ours };
}

/** Every n-th case in each share; all cases in each, weighted, if there are fewer cases than shares. */
export const shareCases = (cases: readonly Case[], shares: number) =>
  Array.from({ length: shares }, (_, share) =>
    cases.length < shares
      ? { cases, weight: 1 / shares }
      : { cases: cases.filter((_, index) => index % shares === share), weight: 1 },
  );

/** @throws Problem when the program fails; its own message is on stderr. */
async function start({ work, signal }: Context, program: string, job: Omit<Job, 'out'>, cache: string) {
  const out = path.join(work, 'out');
  const file = fileURLToPath(new URL(program, import.meta.url));
  const began = performance.now();
  const ended = await execa(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    input: JSON.stringify({ ...job, out } satisfies Job),
    env: { DVT_COMPAT_CACHE: cache },
    stderr: 'inherit',
    // It needs time after a signal to stop engines and database.
    cancelSignal: signal,
    forceKillAfterDelay: false,
    reject: false,
  });
  const seconds = (performance.now() - began) / 1000;
  await rm(out, { recursive: true, force: true });
  if (ended.isCanceled) signal.throwIfAborted();
  if (ended.exitCode !== 0)
    throw new Problem(
      'environment',
      'A measurement failed',
      `${program} exited with ${ended.exitCode}. Its output is above.`,
      'Earlier results are kept. Continue with --part for the remaining parts.',
    );
  return { seconds, answer: JSON.parse(ended.stdout) as unknown };
}
