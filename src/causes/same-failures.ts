/** Follows a failure into the steps where it shows in no exit code, as the reference fails there too. */
import type { Cluster } from './cluster.ts';
import { isGeneral } from './company.ts';
import { type Fact, failureKey, type Step } from './fact.ts';
import { isOfOneCase } from './groups.ts';

/**
 * Clusters in which the facts of such a step belong to that failure. That a candidate fails in its own way tells nothing by
 * itself: the wording may be all that differs. Where it fails with the same words in a step that the reference ends
 * differently, that is why.
 */
export function sameFailures(steps: readonly Step[], clusters: readonly Cluster[]): readonly Cluster[] {
  const homes = new Map(clusters.flatMap(({ facts }, n) => facts.map(({ key }) => [key, n] as const)));
  const moves = new Map<string, number>(
    steps.flatMap((step) => {
      const home = homes.get(failureKey(step.shown) ?? '');
      return home === undefined ? [] : [[`${step.case}#${step.shown.step}`, home] as const];
    }),
  );
  if (moves.size === 0) return clusters;
  // What shows in other cases as well has its own cause, unless many causes lead to it.
  const follows = (fact: Fact, { facts }: Cluster) => isGeneral(fact) || isOfOneCase(facts);
  const placed = clusters.flatMap((one, n) =>
    one.facts.map((fact): readonly [number, Fact] => [
      follows(fact, one) ? (moves.get(fact.at) ?? n) : n,
      fact,
    ]),
  );
  return [...Map.groupBy(placed, ([n]) => n).values()].map((all) => ({ facts: all.map(([, fact]) => fact) }));
}
