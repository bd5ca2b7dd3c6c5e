/** Finds expectations that are so wide that they cover an injected fault. */
import type { Case } from '../../src/cases/case.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import { type Expectation, matchersOf } from '../../src/findings/expectations/expectation.ts';
import type { Mutant } from './mutant.ts';
import type { Shown } from './record.ts';

/**
 * Matches every expectation against the recorded differences of every mutant. Differences in `exit` are matched in all cases
 * of the command, because an expectation that covers an exit code covers the rest of the step, and any case can fail.
 * @returns a line for each expectation that covers a mutant.
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
