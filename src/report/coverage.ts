/** Which promises of the specification a run put to the test. */
import type { CaseResult, Verdict } from '../judge/verdict.ts';
import type { Case } from '../plan/case.ts';
import { promises } from '../plan/promises.ts';

/**
 * Verdicts of cases whose subject really ran on both sides and was compared. A promise counts as proved when such a case
 * names it: coverage says what was looked at, the verdict says what was seen, so a broken promise is proved as well.
 * `blocked` does not count (the sides stood in different places before the subject), nor do `error` and `skipped`.
 */
export const compared: readonly Verdict[] = ['same', 'expected', 'different'];

export interface PromiseCoverage {
  readonly proved: number;
  readonly total: number;
  /** Ids none of the cases proves, in the order of the specification. */
  readonly missing: string[];
}

/** Coverage against all promises, whatever commands and tier the run was about. */
export const promiseCoverage = (results: readonly CaseResult[]): PromiseCoverage =>
  coverageOf(results.filter((result) => compared.includes(result.verdict)).map((result) => result.case));

/** Which promises a list of cases names. */
export function coverageOf(cases: readonly Case[]): PromiseCoverage {
  const named = new Set(cases.flatMap((one) => one.checks));
  const ids = Object.keys(promises);
  const missing = ids.filter((id) => !named.has(id));
  return { proved: ids.length - missing.length, total: ids.length, missing };
}
