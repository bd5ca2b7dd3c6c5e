/** How a pair went from run to run: each run carries on the line of the one it is held against. */
import type { Earlier, Point } from './changes.ts';
import type { RunData } from './run.ts';
import { counted, scoreOf, totalsOf } from './score.ts';

/** Runs that are kept: two months of nights. */
const longest = 60;

/** The runs before this one, oldest first, and this one: alone where it is held against none. */
export function trendOf(run: Pick<RunData, 'id' | 'started' | 'results' | 'against'>): readonly Point[] {
  const totals = totalsOf(run.results);
  const now = { run: run.id, started: run.started, score: scoreOf(totals), counted: counted(totals) };
  return [...(run.against ? before(run.against) : []), now].slice(-longest);
}

/** Of a report from before there was a trend, its own point is made of what it says. */
function before({ trend, run, score, cases }: Earlier): readonly Point[] {
  if (trend) return trend;
  const of = cases.filter(({ verdict }) => verdict !== 'error' && verdict !== 'skipped').length;
  return score === undefined ? [] : [{ run: run.id, started: run.started, score, counted: of }];
}
