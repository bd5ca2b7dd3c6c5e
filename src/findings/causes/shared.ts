/** Distributes facts that several causes lead to among these. */
import { isGeneral } from './company.ts';
import type { Fact } from './fact.ts';
import { type Group, isOfOneCase, strengthOf, strengths } from './groups.ts';

/**
 * If a group occurs in several cases, each with a cause of that case alone, its facts follow from these causes. An example is a
 * relation with other rows that several faults lead to.
 */
export function sharedAmongCases(groups: readonly Group[]): readonly Group[] {
  const own = new Map<string, number>();
  const moved = groups.map((group) => [...group.facts]);
  moved.forEach((facts, n) => {
    if (isOfOneCase(facts)) for (const { at } of facts) own.set(at, n);
  });
  const isTelling = (facts: readonly Fact[]) =>
    new Set(facts.map((fact) => fact.case.replace(/\/.*/, ''))).size === 1 &&
    new Set(facts.filter((fact) => !isGeneral(fact)).map(({ key }) => key)).size >= 2;
  groups.forEach(({ facts }, n) => {
    if (isOfOneCase(facts) || !facts.every(({ at }) => own.has(at))) return;
    const homes = [...new Set(facts.map(({ at }) => own.get(at) as number))];
    // Several specific facts that the cases share are no coincidence: they have the same cause.
    if (isTelling(facts)) for (const home of homes) moved[n]?.push(...(moved[home]?.splice(0) ?? []));
    else {
      for (const fact of facts) moved[own.get(fact.at) as number]?.push(fact);
      moved[n]?.splice(0);
    }
  });
  return withFacts(groups, moved);
}

/**
 * If general facts only occur in steps that fail for different reasons, each follows from the failure in its step: a file that
 * a failed node does not write, for example. Different data does not: a failure leaves less data, not other data.
 */
export function sharedAmongFailures(groups: readonly Group[]): readonly Group[] {
  const failures = new Map<string, number>();
  groups.forEach((group, n) => {
    if (strengthOf(group) <= strengths.exit)
      for (const at of group.spectrum) if (!failures.has(at)) failures.set(at, n);
  });
  const moved = groups.map(({ facts }) => [...facts]);
  groups.forEach((group, n) => {
    const { facts } = group;
    if (strengthOf(group) <= strengths.exit || !facts.every((fact) => isGeneral(fact) && !isOfData(fact)))
      return;
    const homes = facts.map(({ at }) => failures.get(at));
    if (homes.includes(undefined) || (new Set(homes).size < 2 && !isOfOneCase(facts))) return;
    for (const [at, home] of homes.entries()) moved[home as number]?.push(facts[at] as Fact);
    moved[n] = [];
  });
  return withFacts(groups, moved);
}

/** The groups with new facts, without empty groups. */
const withFacts = (groups: readonly Group[], facts: readonly (readonly Fact[])[]): readonly Group[] =>
  groups.map((group, n) => ({ ...group, facts: facts[n] ?? [] })).filter((group) => group.facts.length > 0);

const isOfData = ({ differences: [first] }: Fact) =>
  first?.facet === 'database' && first.kind !== 'relation-missing';
