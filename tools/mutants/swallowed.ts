/** Which expectations are so wide that they would excuse a fault that we planted. */

import type { Case } from '../../src/cases/case.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import { type Expectation, matchersOf } from '../../src/findings/expectations/expectation.ts';
import type { Mutant } from './mutant.ts';
import type { Shown } from './record.ts';

/**
 * Tries every expectation on what every mutant showed in its case. How one ends is tried in each other case of its command
 * as well: an expectation that covers an end covers the rest of the step, and a command can end wrongly in any case.
 * @param cases those of the suites.
 * @returns a line for each expectation and mutant.
 */
export function swallowed(
  expectations: readonly Expectation[],
  mutants: readonly Mutant[],
  shown: Shown,
  cases: readonly Case[],
): readonly string[] {
  const commandOf = new Map(cases.map(({ id, command }) => [id, command]));
  const casesFor = (own: string, { facet }: Untyped) =>
    facet === 'exit'
      ? cases.filter(({ command }) => command === commandOf.get(own)).map(({ id }) => id)
      : [own];
  return matchersOf(expectations).flatMap(({ expectation, matches }) =>
    mutants.flatMap(({ id, case: own }) => {
      const all = shown[id] ?? [];
      const covered = all.filter((each) => casesFor(own, each).some((where) => matches(where, each)));
      const [first] = covered;
      return first
        ? [
            `${expectation.file}: ${expectation.id} covers ${covered.length} of ${all.length} differences of ${id} (${own}), such as ${first.kind} ${first.path}`,
          ]
        : [];
    }),
  );
}
