/** Which expectation covers a difference: one that matches it, or one that matches what it follows from. */
import type { Difference } from '../../facets/difference.ts';
import type { Expect } from './expectation.ts';

/** What the rest of a step may follow from: how it ended, and that nothing was invoked. */
export const leads = ({ kind, facet }: Difference) =>
  kind === 'exit-limit' ||
  kind === 'exit-code' ||
  kind === 'node-failed' ||
  kind === 'invocation-missing' ||
  (kind === 'output-missing' && facet === 'events');

/** What a lead explains is of its step and has its cause. */
export const placeOf = ({ case: id, step, cause = '' }: Difference): string => `${id} ${step} ${cause}`;

/**
 * Differences with the expectations that cover them. Where the cause of each is known, what a covered lead explains is what has
 * its cause; before that, the rest of its step.
 */
export function coverage(differences: readonly Difference[], expect: Expect): readonly Difference[] {
  const covered = new Map<string, string>();
  for (const difference of differences) {
    const expectation = leads(difference) ? expect(difference.case, difference) : undefined;
    if (expectation === undefined) continue;
    if (!covered.has(placeOf(difference))) covered.set(placeOf(difference), expectation);
  }
  return differences.map(({ expectation: _, ...rest }) => {
    const difference = rest as Difference;
    const expectation = expect(difference.case, difference) ?? covered.get(placeOf(difference));
    return expectation === undefined ? difference : { ...difference, expectation };
  });
}
