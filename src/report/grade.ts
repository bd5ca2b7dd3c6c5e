/** Grades of cases: each by the least excused of its differences. */
import type { Difference } from '../facets/difference.ts';
import { type Impact, reaches } from '../facets/impact.ts';
import { type CaseResult, unjudged } from '../findings/verdict.ts';
import type { Run } from './run.ts';

/**
 * From the best to the worst. `internals`: identical but for internals that fail no run. `known`: with a defect on record.
 * `new`: with a difference that no expectation covers, or blocked by one.
 */
const grades = ['identical', 'internals', 'intended', 'known', 'new'] as const;
export type Grade = (typeof grades)[number];

/** Grades of a case that behaves as the reference does, or as the specification says. */
export const compatibleGrades: readonly Grade[] = ['identical', 'internals', 'intended'];

/** Cases by grade. */
export interface Share {
  /** How many count. */
  readonly cases: number;
  readonly compatible: number;
  readonly known: number;
  readonly new: number;
}

/** What grades follow from. */
export type Graded = Pick<Run, 'results' | 'expectations' | 'threshold'>;

/** Cases that say something about the candidate: the environment did not fail, and they were not left out. */
export const countedIn = (results: readonly CaseResult[]): readonly CaseResult[] =>
  results.filter(({ verdict }) => !unjudged.includes(verdict));

/** Whether a new difference leaves a case compatible: programs and people do not notice it, and it fails no run. */
export const isMinor = (impact: Impact, threshold: Impact): boolean =>
  impact === 'internals' && !reaches(impact, threshold);

/** Grades some differences of a run. */
export function grading({
  expectations,
  threshold,
}: Pick<Graded, 'expectations' | 'threshold'>): (differences: readonly Difference[]) => Grade {
  const statusOf = new Map(expectations.map(({ id, status }) => [id, status]));
  const gradeOf = ({ expectation, impact }: Difference): Grade => {
    const status = expectation === undefined ? undefined : statusOf.get(expectation);
    return status ?? (isMinor(impact, threshold) ? 'internals' : 'new');
  };
  return (differences) => {
    const found = new Set(differences.map(gradeOf));
    return grades.findLast((grade) => found.has(grade)) ?? 'identical';
  };
}

/** Grades a case. What blocks it is never excused. */
export const gradingCases = (run: Parameters<typeof grading>[0]): ((result: CaseResult) => Grade) => {
  const grade = grading(run);
  return ({ verdict, differences }) => (verdict === 'blocked' ? 'new' : grade(differences));
};

export const countOf = (all: readonly Grade[]) => (wanted: Grade) =>
  all.filter((each) => each === wanted).length;

export function shareOf(all: readonly Grade[]): Share {
  const numberOf = countOf(all);
  return {
    cases: all.length,
    compatible: all.filter((grade) => compatibleGrades.includes(grade)).length,
    known: numberOf('known'),
    new: numberOf('new'),
  };
}
