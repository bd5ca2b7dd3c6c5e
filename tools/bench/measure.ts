/** Measures a subject: on ours without and with cache, and as a naive script. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import { freshCache } from './fresh-cache.ts';
import type { Subject } from './job.ts';
import type { Measurement } from './schema.ts';
import { startNaive, startOurs, type Tools } from './start-program.ts';

export interface Twice {
  readonly workers: number;
  readonly uncached: Measurement;
  readonly cached: Measurement;
}

/** Runs a subject on ours twice: with an empty cache, then with what the first run left in it. */
export async function measureOurs(
  tools: Tools,
  subject: Subject,
  workers: number,
  beforeEach: () => Promise<void> = async () => {},
): Promise<Twice> {
  const cache = await freshCache(path.join(tools.work, 'cache-of-ours'), tools.cache);
  const once = async (which: string) => {
    await beforeEach();
    tools.say(`${which} cache, workers: ${workers}`);
    return startOurs(tools, subject, workers, cache);
  };
  const twice = { workers, uncached: await once('without'), cached: await once('with') };
  await rm(cache, { recursive: true });
  return twice;
}

/**
 * Measures a subject on ours for each number of workers, and as a naive script. A machine is not as quick at all times,
 * so the naive script runs in shares, one before each run of ours.
 */
export async function measureAgainstNaive(
  tools: Tools,
  subject: Subject,
  workers: readonly number[],
): Promise<{ readonly naiveSeconds: number; readonly ours: readonly Twice[] }> {
  const cache = await freshCache(path.join(tools.work, 'cache-of-naive'), tools.cache);
  const shares = [...shareCases(subject.cases, 2 * workers.length)];
  let naiveSeconds = 0;
  const naive = async () => {
    const share = shares.shift();
    if (!share) return;
    tools.say(`naive script, cases: ${share.cases.length}`);
    naiveSeconds += share.weight * (await startNaive(tools, { ...subject, cases: share.cases }, cache));
  };
  const ours: Twice[] = [];
  for (const each of workers) ours.push(await measureOurs(tools, subject, each, naive));
  await rm(cache, { recursive: true });
  return { naiveSeconds, ours };
}

/** Every n-th case in each share; where there are fewer cases than shares, all of them in each, for an average. */
export function shareCases(
  cases: readonly Case[],
  shares: number,
): readonly { readonly cases: readonly Case[]; readonly weight: number }[] {
  return Array.from({ length: shares }, (_, share) =>
    cases.length < shares
      ? { cases, weight: 1 / shares }
      : { cases: cases.filter((_, index) => index % shares === share), weight: 1 },
  );
}
