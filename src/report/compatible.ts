/** How compatible the candidate is: the numbers at the top of every report. */
import { reaches } from '../facets/impact.ts';
import {
  compatibleGrades,
  countedIn,
  countOf,
  type Graded,
  grading,
  gradingCases,
  isMinor,
} from './grade.ts';
import { oncePerRun } from './once.ts';
import type { Run } from './run.ts';

export interface Compatible {
  /** Cases that are compatible: `identical`, `internals` and `intended` together. */
  readonly cases: number;
  /** Cases that count: those that say something about the candidate. */
  readonly of: number;
  readonly identical: number;
  /** Identical but for internals. */
  readonly internals: number;
  /** With intended differences, and no others but internals. */
  readonly intended: number;
  /** With known defects, and nothing new but internals. */
  readonly known: number;
  readonly new: number;
  /** How many causes are known, and new. */
  readonly known_causes: number;
  readonly new_causes: number;
  /** Cases that differ, not as intended, in more than console output and internals. */
  readonly beyond_console: number;
  /** Share of the compatible cases among those that count; 0 where none does. */
  readonly score: number;
}

/** The numbers of a run. What is known is never compatible: it is a defect, only not a new one. */
export const compatibleOf = oncePerRun((run: Graded & Pick<Run, 'findings'>): Compatible => {
  const counted = countedIn(run.results);
  const grade = grading(run);
  const numberOf = countOf(counted.map(gradingCases(run)));
  const cases = compatibleGrades.reduce((sum, each) => sum + numberOf(each), 0);
  return {
    cases,
    of: counted.length,
    identical: numberOf('identical'),
    internals: numberOf('internals'),
    intended: numberOf('intended'),
    known: numberOf('known'),
    new: numberOf('new'),
    known_causes: run.findings.filter(({ standing }) => standing === 'known').length,
    new_causes: run.findings.filter(
      ({ standing, impact }) => standing === 'new' && !isMinor(impact, run.threshold),
    ).length,
    beyond_console: counted.filter(({ differences }) =>
      differences.some((one) => reaches(one.impact, 'contract') && grade([one]) !== 'intended'),
    ).length,
    score: counted.length === 0 ? 0 : cases / counted.length,
  };
});

/** Share of the compatible cases, 0 to 1. */
export const scoreOf = (run: Graded): number => compatibleOf({ ...run, findings: [] }).score;
