/** Finds a failure in steps in which the exit code does not show it, because the reference fails there too. */
import { isGeneral } from './company.ts';
import type { Fact, Step } from './fact.ts';
import { failureKey } from './fact-wording.ts';
import { type Cluster, isOfOneCase } from './groups.ts';

/**
 * Moves the facts of such a step to the failure. A different message alone may only be worded differently, so the candidate must
 * fail with the same message in a step that the reference ends differently.
 */
export function sameFailures(steps: readonly Step[], clusters: readonly Cluster[]): readonly Cluster[] {
  const homeOfKey = new Map(clusters.flatMap(({ facts }, n) => facts.map(({ key }) => [key, n] as const)));
  const followed = new Map<string, string>();
  for (const step of steps) {
    const key = failureKey(step.shown);
    if (key !== undefined && homeOfKey.has(key)) followed.set(`${step.case}#${step.shown.step}`, key);
  }
  if (followed.size === 0) return clusters;
  const failures = new Set(followed.values());
  /** The failure of each step in which the candidate fails like this, whether the exit code shows it or not. */
  const failureOf = new Map([
    ...clusters.flatMap(({ facts }) =>
      facts.filter(({ key }) => failures.has(key)).map(({ at, key }) => [at, key] as const),
    ),
    ...followed,
  ]);
  // A fact that also occurs elsewhere has its own cause, unless many causes lead to it.
  const showsOnlyThere = ({ facts }: Cluster, failure: string) =>
    facts.every(({ at }) => failureOf.get(at) === failure);
  const homeOf = (fact: Fact, cluster: Cluster): number | undefined => {
    const failure = failureOf.get(fact.at);
    if (failure === undefined) return undefined;
    const isLoose = followed.has(fact.at) && (isGeneral(fact) || isOfOneCase(cluster.facts));
    return isLoose || showsOnlyThere(cluster, failure) ? homeOfKey.get(failure) : undefined;
  };
  const placed = clusters.flatMap((cluster, n) =>
    cluster.facts.map((fact): readonly [number, Fact] => [homeOf(fact, cluster) ?? n, fact]),
  );
  return [...Map.groupBy(placed, ([n]) => n).values()].map((all) => ({ facts: all.map(([, fact]) => fact) }));
}
