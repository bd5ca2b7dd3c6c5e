/** Totals of a run, and what the process exits with. */
import { exits } from '../config/problem.ts';
import { counted } from '../facets/wording.ts';
import { type CaseResult, failing, type Verdict, verdicts } from '../findings/verdict.ts';
import { changesSince, showsNew } from './changes.ts';
import { countedIn } from './grade.ts';
import type { Report } from './json/schema.ts';
import type { Run } from './run.ts';
import { countsOf } from './wording.ts';

export type Totals = Report['totals'];

/** Counts cases by verdict. */
export function totalsOf(results: readonly CaseResult[]): Totals {
  const numberOf = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, numberOf(verdict)]));
  return { cases: results.length, ...(counts as Record<Verdict, number>) };
}

/** `18 cases: 3 same, 2 expected, 12 different, 1 blocked`: without the verdicts that no case has. */
export const verdictLine = (totals: Totals): string =>
  `${counted(totals.cases, 'case')}: ${countsOf(verdicts.map((verdict) => [totals[verdict], verdict])) || 'none ran'}`;

/** A score for people: `66.6 %`. Rounded down, so that only a perfect run says 100 %. */
export const percent = (score: number): string => `${(Math.floor(score * 1000) / 10).toFixed(1)} %`;

/** What makes a run fail: any unexpected difference, or only what is new since the run it is compared with. */
export type FailOn = 'any' | 'new';

type Judged = Pick<Run, 'results' | 'interrupted' | 'threshold'> &
  Partial<Pick<Run, 'toFix' | 'findings' | 'against'>>;

/**
 * What the process exits with: 1 for any difference of a case that counts, if no expectation covers it and its impact reaches
 * the threshold, or for an expectation to correct; else 3 if a case ended in `error`, none counted or the run was interrupted:
 * then it was not checked that there is no difference; else 0. With `new` and an earlier run, 1 only for what that did not show.
 */
export function exitCode(run: Judged, failOn: FailOn = 'any'): 0 | 1 | 3 {
  const { results, toFix = [], findings = [], against, interrupted, threshold } = run;
  const fails =
    failOn === 'new' && against
      ? showsNew(changesSince(against, { findings, results }), threshold)
      : toFix.length > 0 || countedIn(results).some((result) => failing(result, threshold).length > 0);
  if (fails) return 1;
  const totals = totalsOf(results);
  return interrupted || totals.error > 0 || countedIn(results).length === 0 ? exits.environment : 0;
}
