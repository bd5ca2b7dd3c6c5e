/** Finds the causes of a run's differences: facts that only occur together, and the same edit wherever it occurs. */
import { attach } from './attach.ts';
import { carriedOver } from './carried-over.ts';
import { reasonsOf } from './company.ts';
import { type Fact, factsOf, type Step } from './fact.ts';
import { familiesOf } from './families.ts';
import { type Cluster, connected, type Group, groupOf, isOfOneCase } from './groups.ts';
import { linked } from './links.ts';
import { sameFailures } from './same-failures.ts';

/** @param steps all compared steps of a run, those of a case in order. */
export function cluster(steps: readonly Step[]): readonly Cluster[] {
  const facts = steps.flatMap(factsOf);
  const follows = carriedOver(facts);
  const early = facts.filter((fact) => !follows.has(fact));
  const reasons = reasonsOf(early);
  const keyOf = (fact: Fact) => `${fact.key} ${reasons.get(fact) ?? ''}`;
  const clusters = attach(grouped(linked(early, keyOf)));
  const homes = new Map(clusters.flatMap(({ facts: all }, n) => all.map((fact) => [fact, n] as const)));
  const followed = clusters.map((each, n) => ({
    facts: [...each.facts, ...[...follows.keys()].filter((late) => homes.get(first(late, follows)) === n)],
  }));
  return sameFailures(steps, followed);
}

function first(fact: Fact, follows: ReadonlyMap<Fact, Fact>): Fact {
  const earlier = follows.get(fact);
  return earlier ? first(earlier, follows) : fact;
}

/** Facts of a single case are one group. Facts in the same steps of several cases are one group for each family. */
function grouped(sets: readonly (readonly Fact[])[]): readonly Group[] {
  const spectrumOf = (facts: readonly Fact[]) =>
    isOfOneCase(facts) ? (facts[0] as Fact).case : [...new Set(facts.map(({ at }) => at))].sort().join(' ');
  return [...Map.groupBy(sets, spectrumOf).values()]
    .flatMap((alike) =>
      isOfOneCase(alike.flat()) ? [alike.flat()] : connected(alike, familiesOf).map((sets) => sets.flat()),
    )
    .map(groupOf);
}
