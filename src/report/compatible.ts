/** How compatible the candidate is: the numbers at the top of every report. */
import { reaches } from '../config/impact.ts';
import { compatibleIn, countedIn, type Graded, gradesOf, grading, isMinor } from './grade.ts';
import type { Compatible, Point } from './json/schema.ts';
import { oncePerRun, type Run } from './run.ts';

/** The numbers of a run. Known defects are never compatible: they are only not new. */
export const compatibleOf = oncePerRun((run: Graded & Pick<Run, 'findings'>): Compatible => {
  const { results, findings, threshold } = run;
  const counted = countedIn(results);
  const grade = grading(run);
  const counts = gradesOf(run, counted);
  const cases = compatibleIn(counts);
  return {
    cases,
    of: counted.length,
    ...counts,
    known_causes: findings.filter(({ status }) => status === 'known').length,
    new_causes: findings.filter(({ status, impact }) => status === 'new' && !isMinor(impact, threshold))
      .length,
    beyond_console: counted.filter(({ differences }) =>
      differences.some(
        (difference) => reaches(difference.impact, 'contract') && grade([difference]) !== 'intended',
      ),
    ).length,
    score: counted.length === 0 ? 0 : cases / counted.length,
  };
});

/** Runs that are kept in a trend: two months of nightly runs. */
const longest = 60;

/** The score of the runs before this one, oldest first, and of this one: each run continues the trend of the run it is compared with. */
export function trendOf(run: Pick<Run, 'id' | 'started' | 'against'> & Graded): readonly Point[] {
  const { of: counted, score } = compatibleOf({ ...run, findings: [] });
  const now = { run: run.id, started: run.started, score, counted };
  return [...(run.against?.trend ?? []), now].slice(-longest);
}
