/** Grades of cases, and how many cases of each command and facet have which. */

import { type Impact, reaches } from '../config/impact.ts';
import type { Difference } from '../facets/difference.ts';
import { facetNames } from '../facets/registry.ts';
import { commandIn } from '../findings/causes/title.ts';
import { type CaseResult, unjudged } from '../findings/verdict.ts';
import type { Report, Share } from './json/schema.ts';
import { oncePerRun, type Run } from './run.ts';

/**
 * From best to worst. `internals`: identical but for internals that fail no run. `known`: with a defect on record.
 * `new`: with a difference that no expectation covers, or blocked by one.
 */
const grades = ['identical', 'internals', 'intended', 'known', 'new'] as const;
type Grade = (typeof grades)[number];

/** What grades follow from. */
export type Graded = Pick<Run, 'results' | 'expectations' | 'threshold'>;

/** Cases that say something about the candidate: the environment did not fail, and they were not skipped. */
export const countedIn = (results: readonly CaseResult[]): readonly CaseResult[] =>
  results.filter(({ verdict }) => !unjudged.includes(verdict));

/** Whether a new difference leaves a case compatible: programs and people do not notice it, and it fails no run. */
export const isMinor = (impact: Impact, threshold: Impact): boolean =>
  impact === 'internals' && !reaches(impact, threshold);

/** Grades some differences of a run by the worst of them. */
export function grading({ expectations, threshold }: Pick<Graded, 'expectations' | 'threshold'>) {
  const statusOf = new Map(expectations.map(({ id, status }) => [id, status]));
  const gradeOf = ({ expectation, impact }: Difference): Grade => {
    const status = expectation === undefined ? undefined : statusOf.get(expectation);
    return status ?? (isMinor(impact, threshold) ? 'internals' : 'new');
  };
  return (differences: readonly Difference[]): Grade => {
    const found = new Set(differences.map(gradeOf));
    return grades.findLast((grade) => found.has(grade)) ?? 'identical';
  };
}

/** How many of some cases of a run have each grade. A blocked case counts as new. */
export function gradesOf(
  run: Pick<Graded, 'expectations' | 'threshold'>,
  results: readonly CaseResult[],
): Readonly<Record<Grade, number>> {
  const grade = grading(run);
  return countGrades(
    results.map(({ verdict, differences }) => (verdict === 'blocked' ? 'new' : grade(differences))),
  );
}

const countGrades = (all: readonly Grade[]) =>
  Object.fromEntries(grades.map((grade) => [grade, all.filter((each) => each === grade).length])) as Record<
    Grade,
    number
  >;

/** A case is compatible if it behaves as the reference does, or as the specification says. */
export const compatibleIn = (counts: Readonly<Record<Grade, number>>): number =>
  counts.identical + counts.internals + counts.intended;

const shareOf = (counts: Readonly<Record<Grade, number>>): Share => ({
  cases: compatibleIn(counts) + counts.known + counts.new,
  compatible: compatibleIn(counts),
  known: counts.known,
  new: counts.new,
});

/** Each command with cases that count. */
export const byCommand = oncePerRun((run: Graded): Report['by_command'] => {
  const counted = countedIn(run.results);
  const grade = grading(run);
  const impactsOf = Map.groupBy(
    counted.flatMap((result) =>
      result.differences
        .filter((difference) => grade([difference]) !== 'intended')
        .map((difference) => ({ command: commandOf(result, difference), impact: difference.impact })),
    ),
    ({ command }) => command,
  );
  return [...Map.groupBy(counted, (result) => result.case.command)].map(([command, results]) => {
    const has = (threshold: Impact) =>
      impactsOf.get(command)?.some(({ impact }) => reaches(impact, threshold));
    const outlook = has('outcome') ? 'breaks' : has('console') ? 'differs' : 'works';
    return { command, ...shareOf(gradesOf(run, results)), outlook };
  });
});

/** Whose a difference is: the command of its step. What blocks a case keeps its own command from being compared. */
function commandOf({ case: { steps, command }, verdict }: CaseResult, { step }: Difference): string {
  const isSubject = step === steps.findLastIndex((each) => 'engine' in each);
  if (isSubject || verdict === 'blocked') return command;
  return commandIn(steps[step])?.replace(' ', '-') ?? command;
}

/** Each facet, over the cases in which it was compared. */
export const byFacet = oncePerRun((run: Graded): Report['by_facet'] => {
  const grade = grading(run);
  return facetNames.map((facet) => ({
    facet,
    ...shareOf(
      countGrades(
        countedIn(run.results).flatMap(({ verdict, differences }) => {
          const found = differences.filter((difference) => difference.facet === facet);
          return verdict === 'blocked' && found.length === 0 ? [] : [grade(found)];
        }),
      ),
    ),
  }));
});
