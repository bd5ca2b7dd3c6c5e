/** Which promises of the specification a run put to the test. */

import type { Case } from '../cases/case.ts';
import { requirements } from '../cases/requirements.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';

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
  const ids = Object.keys(requirements);
  const missing = ids.filter((id) => !named.has(id));
  return { proved: ids.length - missing.length, total: ids.length, missing };
}
