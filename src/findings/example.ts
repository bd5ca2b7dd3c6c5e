/** The case that shows a cause best. */

import type { Case } from '../cases/case.ts';
import { whyNoScript } from '../cases/scriptable.ts';
import { impacts } from '../config/impact.ts';
import { causeOf, type Difference } from '../facets/difference.ts';
import type { Cause } from './cause.ts';
import type { CaseResult } from './verdict.ts';

type CauseId = Pick<Cause, 'fingerprint' | 'status'>;

export interface Example {
  readonly result: CaseResult;
  /** Its differences of the cause. */
  readonly differences: readonly Difference[];
}

/** @param results those that may show it. */
export function exampleOf(results: readonly CaseResult[], cause: CauseId): Example | undefined {
  return results
    .map((result) => ({ result, differences: shownBy(result, cause) }))
    .filter(({ differences }) => differences.length > 0)
    .sort((a, b) => cost(a, cause) - cost(b, cause))[0];
}

/** A case's differences of a cause. For a new cause, a case in which all of them are covered is not an example. */
function shownBy({ differences }: CaseResult, { fingerprint, status }: CauseId): readonly Difference[] {
  const shown = differences.filter((difference) => causeOf(difference) === fingerprint);
  return status !== 'new' || shown.some(isUncovered) ? shown : [];
}

/** Differences without an expectation first, then those with the highest impact. */
export const byImportance = (a: Difference, b: Difference): number =>
  Number(isUncovered(b)) - Number(isUncovered(a)) || impacts.indexOf(a.impact) - impacts.indexOf(b.impact);

/** Whether no expectation covers a difference. */
const isUncovered = ({ expectation }: Difference): boolean => expectation === undefined;

/**
 * Cases that contain the fact after which the cause is named come first, then cases that can be written as a script, those with
 * fewer steps, with fewer differences of other causes, and with shorter command lines.
 */
const cost = (
  { result: { case: testCase, differences: all }, differences: shown }: Example,
  cause: CauseId,
): number =>
  [
    Number(!shown.some((each) => each.fingerprint === cause.fingerprint)),
    Number(whyNoScript(testCase, []) !== undefined),
    testCase.steps.length,
    all.length - shown.length,
    lengthOf(testCase),
  ].reduce((sum, part) => sum * 10_000 + Math.min(part, 9_999));

/** Of the command line that is looked at. */
const lengthOf = ({ steps }: Case): number => {
  const last = steps.findLast((step) => 'engine' in step);
  return (last?.engine ?? []).join(' ').length;
};
