/** How a pair went from run to run: each run continues the line of the run it is compared with. */
import type { Point } from './changes.ts';
import { scoreOf } from './compatible.ts';
import { countedIn, type Graded } from './grade.ts';
import type { RunData } from './run.ts';

/** Runs that are kept: two months of nights. */
const longest = 60;

/** The runs before this one, oldest first, and this one; only this one where it is compared with none. */
export function trendOf(run: Pick<RunData, 'id' | 'started' | 'against'> & Graded): readonly Point[] {
  const counted = countedIn(run.results).length;
  const now = { run: run.id, started: run.started, score: scoreOf(run), counted };
  return [...(run.against?.trend ?? []), now].slice(-longest);
}
