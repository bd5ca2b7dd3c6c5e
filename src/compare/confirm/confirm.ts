/** What of a case shows whenever it is run, and what only sometimes. */
import type { Difference } from '../../facets/difference.ts';
import type { CaseResult } from '../../findings/verdict.ts';

/** Whether a verdict rests on something that another run may not show. */
export const isDoubtful = ({ verdict, referenceFailed }: CaseResult): boolean =>
  verdict === 'different' || verdict === 'blocked' || referenceFailed === true;

/**
 * Holds several runs of one case against each other. A difference that not all of them show says how often it was seen; a
 * case that has no other unexpected ones is `unstable`.
 * @param runs in the order they were made, at least one; all of both sides, on live engines.
 */
export function confirm([first, ...others]: readonly [CaseResult, ...CaseResult[]]): CaseResult {
  const runs = [first, ...others];
  const failed = runs.find(({ verdict }) => verdict === 'error');
  if (failed) return failed;
  const shown = runs.map(({ differences }) => new Set(differences.map(keyOf)));
  const times = (one: Difference) => shown.filter((keys) => keys.has(keyOf(one))).length;
  const merged = new Map(
    runs
      .flatMap(({ differences }) => differences)
      .map((one) => [`${keyOf(one)} ${one.path}`, one] as const)
      .toReversed(),
  );
  const always = first.differences.filter((one) => times(one) === runs.length);
  const sometimes = [...merged.values()].toReversed().filter((one) => times(one) < runs.length);
  if (sometimes.length === 0) return first;
  const differences = [
    ...always,
    ...sometimes.map((one) => ({ ...one, seen: { times: times(one), of: runs.length } })),
  ].map((one, n) => ({ ...one, id: `${one.case}#${n + 1}` }));
  // What is registered may show in some runs only.
  if (differences.every(({ expectation }) => expectation !== undefined))
    return { ...first, verdict: 'expected', differences };
  const settled = always.some(({ expectation }) => expectation === undefined);
  const stays = runs.every(({ verdict }) => verdict === first.verdict) && settled;
  if (stays) return { ...first, differences };
  const { blockedBy: _, ...rest } = first;
  const reason = `${sometimes.length} of its differences did not occur in each of ${runs.length} runs`;
  return settled
    ? { ...rest, verdict: 'different', reason, differences }
    : { ...rest, verdict: 'unstable', reason, differences };
}

/** Lines move with what stands before them, so where exactly does not count. */
const keyOf = (one: Difference): string => `${one.step} ${one.facet} ${one.fingerprint}`;
