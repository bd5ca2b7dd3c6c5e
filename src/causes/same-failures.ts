/** Follows a failure into the steps where it shows in no exit code, as the reference fails there too. */
import type { Cluster } from './cluster.ts';
import { type Fact, failureKey, type Step } from './fact.ts';

/**
 * Clusters in which all facts of such a step belong to that failure. That a candidate fails in its own way tells nothing by
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
  const placed = clusters.flatMap(({ facts }, n) =>
    facts.map((fact): readonly [number, Fact] => [moves.get(fact.at) ?? n, fact]),
  );
  return [...Map.groupBy(placed, ([n]) => n).values()].map((all) => ({ facts: all.map(([, fact]) => fact) }));
}
