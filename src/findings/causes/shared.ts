/** Distributes what several causes lead to among them. */
import { isGeneral } from './company.ts';
import type { Fact } from './fact.ts';
import { type Group, isOfOneCase, strengthOf, strengths } from './groups.ts';

/**
 * What shows in several cases, in each together with a cause of that case alone, shows there because of these: a relation with
 * other rows, say, that several faults lead to.
 */
export function sharedAmongCases(groups: readonly Group[]): readonly Group[] {
  const own = new Map<string, number>();
  const kept = groups.map((group) => [...group.facts]);
  kept.forEach((facts, n) => {
    if (isOfOneCase(facts)) for (const { at } of facts) own.set(at, n);
  });
  const isTelling = (facts: readonly Fact[]) =>
    new Set(facts.map((fact) => fact.case.replace(/\/.*/, ''))).size === 1 &&
    new Set(facts.filter((fact) => !isGeneral(fact)).map(({ key }) => key)).size >= 2;
  groups.forEach(({ facts }, n) => {
    if (isOfOneCase(facts) || !facts.every(({ at }) => own.has(at))) return;
    const homes = [...new Set(facts.map(({ at }) => own.get(at) as number))];
    // Several telling things that the cases share are no chance: their causes are one.
    if (isTelling(facts)) for (const home of homes) kept[n]?.push(...(kept[home]?.splice(0) ?? []));
    else {
      for (const fact of facts) kept[own.get(fact.at) as number]?.push(fact);
      kept[n]?.splice(0);
    }
  });
  return withFacts(groups, kept);
}

/**
 * What many causes lead to, and what shows only where nodes or steps fail for different reasons, follows in each step from the
 * failure there: a file that a failed node does not write, say. Not so other data: who fails leaves less, not something else.
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

/** The groups with other facts each, without those that have none left. */
const withFacts = (groups: readonly Group[], facts: readonly (readonly Fact[])[]): readonly Group[] =>
  groups.map((group, n) => ({ ...group, facts: facts[n] ?? [] })).filter((group) => group.facts.length > 0);

const isOfData = ({ differences: [first] }: Fact) =>
  first?.facet === 'database' && first.kind !== 'relation-missing';
