/** Follows a failure into the steps where it shows in no exit code, as the reference fails there too. */
import type { CaseResult } from '../judge/verdict.ts';

/**
 * Results in which such steps share the fingerprint of that failure. That a candidate fails in its own way tells nothing
 * by itself: the wording may be all that differs. Where it fails with the same words in a step that the reference ends
 * well, that is why.
 */
export function followFailures(results: readonly CaseResult[]): readonly CaseResult[] {
  const failures = new Set(
    results.flatMap(({ differences }) => differences.map(({ fingerprint }) => fingerprint)),
  );
  return results.map((result) => {
    const inStep = new Map(
      result.exits?.flatMap(({ step, fails }) =>
        fails && failures.has(fails) ? [[step, fails] as const] : [],
      ),
    );
    if (inStep.size === 0) return result;
    const blocker = result.differences.find(({ fingerprint }) => fingerprint === result.blockedBy);
    const blockedBy = (blocker && inStep.get(blocker.step)) ?? result.blockedBy;
    return {
      ...result,
      ...(blockedBy && { blockedBy }),
      differences: result.differences.map((one) => ({
        ...one,
        fingerprint: inStep.get(one.step) ?? one.fingerprint,
      })),
    };
  });
}
