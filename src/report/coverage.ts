/** Which requirements of the specification a run covers. */

import type { Case } from '../cases/case.ts';
import { requirements } from '../cases/requirements.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';

export interface RequirementCoverage {
  readonly proved: number;
  readonly total: number;
  /** Ids that no case checks, in the order of the specification. */
  readonly missing: string[];
}

/** Of all requirements, whatever the selection of the run. */
export const requirementCoverage = (results: readonly CaseResult[]): RequirementCoverage =>
  coverageOf(results.filter((result) => compared.includes(result.verdict)).map((result) => result.case));

/** Which requirements the cases check. */
export function coverageOf(cases: readonly Case[]): RequirementCoverage {
  const checked = new Set(cases.flatMap(({ checks }) => checks));
  const ids = Object.keys(requirements);
  const missing = ids.filter((id) => !checked.has(id));
  return { proved: ids.length - missing.length, total: ids.length, missing };
}
