/** Parts of a selection, so that several machines can share a run. */
import { Problem } from '../config/problem.ts';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/**
 * One part: every `of`-th of the selection. Its order follows from the suites and the reference alone, so every machine
 * deals the same parts; and neighbours, which take about as long as each other, go to different ones.
 * @throws Problem (usage) when some part would have nothing.
 */
export function partOf<T>(selection: readonly T[], { index, of }: Shard): readonly T[] {
  if (of > selection.length)
    throw new Problem(
      'usage',
      `Too many shards: ${of} for ${selection.length} selected cases`,
      'Some shards would have no cases.',
      `Use at most ${selection.length} shards, or select more cases.`,
    );
  return selection.filter((_, position) => position % of === index - 1);
}
