/** How the cases of each command went, and what agrees in each facet. */

import type { Difference } from '../facets/difference.ts';
import { type Impact, reaches } from '../facets/impact.ts';
import { type FacetName, facetNames } from '../facets/registry.ts';
import { commandIn } from '../findings/causes/title.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { countedIn, type Graded, grading, gradingCases, type Share, shareOf } from './grade.ts';
import { oncePerRun } from './once.ts';

/**
 * What a user of a command has to expect. `breaks`: what happens, or the data, is different. `differs`: what programs read or
 * what people read. `works`: neither, but for intended differences.
 */
export const outlooks = ['works', 'differs', 'breaks'] as const;
export type Outlook = (typeof outlooks)[number];

export type CommandShare = Share & { readonly command: string; readonly outlook: Outlook };
export type FacetShare = Share & { readonly facet: FacetName };

/** Each command with cases that count. */
export const byCommand = oncePerRun((run: Graded): readonly CommandShare[] => {
  const counted = countedIn(run.results);
  const [grade, gradeOfCase] = [grading(run), gradingCases(run)];
  const impactsOf = Map.groupBy(
    counted.flatMap((result) =>
      result.differences
        .filter((one) => grade([one]) !== 'intended')
        .map((one) => ({ command: commandOf(result, one), impact: one.impact })),
    ),
    ({ command }) => command,
  );
  return [...Map.groupBy(counted, (result) => result.case.command)].map(([command, results]) => ({
    command,
    ...shareOf(results.map(gradeOfCase)),
    outlook: outlookOf((impactsOf.get(command) ?? []).map(({ impact }) => impact)),
  }));
});

/** Whose a difference is: the command of its step. What blocks a case keeps its own command from being compared. */
function commandOf({ case: one, verdict }: CaseResult, { step }: Difference): string {
  const isSubject = step === one.steps.findLastIndex((each) => 'engine' in each);
  if (isSubject || verdict === 'blocked') return one.command;
  return commandIn(one.steps[step])?.replace(' ', '-') ?? one.command;
}

const outlookOf = (all: readonly Impact[]): Outlook =>
  all.some((impact) => reaches(impact, 'outcome'))
    ? 'breaks'
    : all.some((impact) => reaches(impact, 'console'))
      ? 'differs'
      : 'works';

/** Each facet, over the cases in which it was compared. */
export const byFacet = oncePerRun((run: Graded): readonly FacetShare[] => {
  const grade = grading(run);
  const counted = countedIn(run.results);
  return facetNames.map((facet) => ({
    facet,
    ...shareOf(
      counted.flatMap(({ verdict, differences }) => {
        const found = differences.filter((one) => one.facet === facet);
        return verdict === 'blocked' && found.length === 0 ? [] : [grade(found)];
      }),
    ),
  }));
});
