/** Combines several results of a case: what it always shows, and what it shows only sometimes. */
import type { Difference } from '../../facets/difference.ts';
import type { CaseResult } from '../../findings/verdict.ts';

/** Whether a verdict depends on something that another run may not show. */
export const isDoubtful = ({ verdict, referenceFailed }: CaseResult): boolean =>
  verdict === 'different' || verdict === 'blocked' || referenceFailed === true;

/**
 * Combines results of runs of both sides. A difference that not all of them show gets the number of runs that do; a case
 * without other unexpected differences is `unstable`.
 * @param results in the order of the runs; none of a cached reference.
 */
export function confirm([first, ...others]: readonly [CaseResult, ...CaseResult[]]): CaseResult {
  const results = [first, ...others];
  const failed = results.find(({ verdict }) => verdict === 'error');
  if (failed) return failed;
  const shown = results.map(({ differences }) => new Set(differences.map(keyOf)));
  const times = (difference: Difference) => shown.filter((keys) => keys.has(keyOf(difference))).length;
  const merged = new Map(
    results
      .flatMap(({ differences }) => differences)
      .map((difference) => [`${keyOf(difference)} ${difference.path}`, difference] as const)
      .toReversed(),
  );
  const always = first.differences.filter((difference) => times(difference) === results.length);
  const sometimes = [...merged.values()]
    .toReversed()
    .filter((difference) => times(difference) < results.length);
  if (sometimes.length === 0) return first;
  const differences = [
    ...always,
    ...sometimes.map((each) => ({ ...each, seen: { times: times(each), of: results.length } })),
  ].map((difference, n) => ({ ...difference, id: `${difference.case}#${n + 1}` }));
  // Expected differences need not occur in each run.
  if (differences.every(({ expectation }) => expectation !== undefined))
    return { ...first, verdict: 'expected', differences };
  const isUnexpected = always.some(({ expectation }) => expectation === undefined);
  if (isUnexpected && results.every(({ verdict }) => verdict === first.verdict))
    return { ...first, differences };
  const { blockedBy: _, ...rest } = first;
  const reason = `${sometimes.length} of its differences did not occur in each of ${results.length} runs`;
  return { ...rest, verdict: isUnexpected ? 'different' : 'unstable', reason, differences };
}

/** Without the path, because the numbers of lines depend on the lines before them. */
const keyOf = ({ step, facet, fingerprint }: Difference): string => `${step} ${facet} ${fingerprint}`;
