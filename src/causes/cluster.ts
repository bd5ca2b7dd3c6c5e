/** Finds the causes of the differences of a run: what shows together and only together, and the same edit wherever it shows. */
import type { Difference } from '../compare/difference.ts';
import { isGeneral, splitByCompany } from './company.ts';
import { carriedOver } from './carried-over.ts';
import { type Fact, factsOf, invocationKey, nodeKey, type Step } from './fact.ts';
import { linked } from './links.ts';
import { subjectOf } from './subject.ts';

export interface Cluster {
  readonly facts: readonly Fact[];
}

export function cluster(steps: readonly Step[]): readonly Cluster[] {
  const facts = steps.flatMap(factsOf);
  const { early, follows } = carriedOver(steps, facts);
  const clusterOf = new Map<Fact, number>();
  const split = splitByCompany(early);
  const original = new Map(split.map((fact) => [fact, early.find((one) => one.at === fact.at && (fact.key === one.key || fact.key.startsWith(`${one.key} (`)) && one.differences === fact.differences) as Fact]));
  withoutChance(attach(groupsOf(split))).forEach((group, n) => {
    for (const fact of group.facts) clusterOf.set(original.get(fact) as Fact, n);
  });
  for (const [late, first] of follows) {
    let root = first;
    while (follows.has(root)) root = follows.get(root) as Fact;
    clusterOf.set(late, clusterOf.get(root) as number);
  }
  return [...Map.groupBy(clusterOf.keys(), (fact) => clusterOf.get(fact)).values()].map((all) => ({ facts: all }));
}

interface Group {
  readonly facts: Fact[];
  /** Steps. */
  readonly spectrum: ReadonlySet<string>;
}

/** Facts of one key or linked by what they say, and those of one family that show in the same steps. */
function groupsOf(facts: readonly Fact[]): readonly Group[] {
  const spectrumOf = (all: readonly Fact[]) => [...new Set(all.map(({ at }) => at))].sort().join(' ');
  const caseOf = (at: string) => at.replace(/#\d+$/, '');
  /** What shows in a single case has one cause, as long as no other case shows part of it alone. */
  const isSingle = (all: readonly Fact[]) => new Set(all.map(({ at }) => caseOf(at))).size === 1;
  const bySteps = Map.groupBy(linked(facts), (all) => (isSingle(all) ? caseOf(all[0]?.at ?? '') : spectrumOf(all)));
  return [...bySteps.values()].flatMap((all) => (isSingle(all.flat()) ? [all.flat()] : mergeFamilies(all))).map((all) => ({
    facts: [...all],
    spectrum: new Set(all.map(({ at }) => at)),
  }));
}

function mergeFamilies(groups: readonly (readonly Fact[])[]): readonly (readonly Fact[])[] {
  const merged: { facts: Fact[]; families: Set<string> }[] = [];
  for (const facts of groups) {
    const families = familiesOf(facts);
    const kin = merged.filter((one) => [...families].some((family) => one.families.has(family)));
    const all = [...kin.flatMap((one) => one.facts), ...facts];
    for (const one of kin) merged.splice(merged.indexOf(one), 1);
    merged.push({ facts: all, families: new Set([...kin.flatMap((one) => [...one.families]), ...families]) });
  }
  return merged.map(({ facts }) => facts);
}

const familiesOf = (facts: readonly Fact[]): ReadonlySet<string> => new Set(facts.map(family));

/** Facts of different families may show in the same steps for different reasons: what was executed, what files say, data. */
function family({ differences: [first], key }: Fact): string {
  if (!first || key.startsWith(nodeKey) || key.startsWith(invocationKey)) return 'run';
  const { facet, kind, path } = first;
  if (/\/args\//.test(path)) return argumentFamily(first);
  if (facet === 'database') return kind;
  if (facet === 'interface') return 'interface';
  if (facet === 'artifacts' && (kind.startsWith('key-') || kind === 'artifact-invalid' || !/#\/results\//.test(path)))
    return artifactFamily(first);
  if (kind === 'event-changed' && !/\/msg$/.test(path)) return eventFamily(subjectOf(first));
  return kind === 'file-changed' || kind === 'answer-changed' ? path.replace(/.*\//, '') : 'run';
}

/** Arguments that a log or an artifact echoes: those it gains, those it lacks, and those with the same other value. */
function argumentFamily({ reference, candidate }: Difference): string {
  const shown = (value: unknown) => String(value).toLowerCase();
  if (reference === undefined) return 'arguments added';
  return candidate === undefined ? 'arguments missing' : `arguments ${shown(reference)} ${shown(candidate)}`;
}

/** Keys with one parent, of things of one type, came with one change; so did values below one parent. */
function artifactFamily({ kind, path }: Difference): string {
  const file = path.replace(/#.*/, '').replace(/.*\//, '');
  const [type] = /(?<=#\/\w+\/)[a-z_ ]+(?=\.)/.exec(path) ?? [];
  const subject = subjectOf({ facet: 'artifacts', path }).replace(/^[^#]*#?/, '');
  const isListItem = subject.endsWith('/N');
  const parent = subject.replace(/\/N$/, '').replace(/\/[^/]+$/, '');
  return [file, parent, type, kind.startsWith('key-') && !isListItem ? 'key' : 'value'].join(' ');
}

const eventFamily = (subject: string) =>
  `event ${subject.startsWith('node_info/') ? subject : subject.replace(/\/[^/]+$/, '')}`;

const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].filter((at) => other.has(at)).length;
const ochiai = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  overlap(one, other) / Math.sqrt(one.size * other.size);

/** Strongest first: what the others follow from. */
const strength = ({ facts }: Group): number =>
  Math.min(
    ...facts.map(({ key, differences }) =>
      key.startsWith(invocationKey) ? 0 : key.startsWith(nodeKey) ? 1 : rank(differences[0] as Difference),
    ),
  );

const rank = ({ facet, kind, path }: Difference): number => {
  if (path.endsWith('/args/invocation_command')) return 2;
  if (kind === 'exit-limit') return 0;
  if (kind === 'exit-code' || kind === 'node-failed') return 1;
  if (kind === 'invocation-added' || kind === 'invocation-missing') return 2;
  return { database: 3, interface: 3, http: 3, artifacts: 4, files: 4, sql: 4, stdout: 5, stderr: 5, statements: 5, exit: 5, events: 6 }[
    facet
  ];
};
const leading = 2;

/** Whether what was executed names the file. */
function mentions({ facts }: Group, family: string): boolean {
  const stem = family.replace(/\.\w+\b.*$/, '');
  return stem !== family && stem.length >= 6 && [...familiesOf(facts)].some((one) => one === 'run' || one.startsWith('argument')) && facts.some(({ key }) => key.toLowerCase().replaceAll(/[\w/]+\.json/g, '').includes(stem));
}

function attach(groups: readonly Group[]): readonly Group[] {
  const sorted = groups.toSorted((a, b) => strength(a) - strength(b) || b.spectrum.size - a.spectrum.size);
  const kept: Group[] = [];
  for (const group of sorted) {
    const own = familiesOf(group.facts);
    const isContained = ({ spectrum }: Group) => overlap(group.spectrum, spectrum) / group.spectrum.size >= 0.9;
    const isKin = (one: Group) => [...familiesOf(one.facts)].some((family) => own.has(family));
    const isOpen = (one: Group) =>
      strength(one) < leading || (strength(one) === leading && own.has('run')) || isKin(one) || [...own].some((family) => mentions(one, family));
    const isInvoked = group.facts.every(({ key }) => !key.startsWith(invocationKey));
    const best =
      strength(group) <= leading && !isInvoked
        ? undefined
        : kept
            .filter((one) => isContained(one) && (strength(group) <= leading ? strength(one) === 0 : isOpen(one)))
            .map((one) => ({ one, value: ochiai(one.spectrum, group.spectrum) + (!own.has('run') && isKin(one) ? 0.2 : 0) }))
            .toSorted((a, b) => b.value - a.value)[0];
    if (best && best.value >= 0.7) {
      best.one.facts.push(...group.facts);
      continue;
    }
    const parts = group.facts.every(isGeneral) ? split(group, kept) : undefined;
    if (parts) {
      for (const [one, facts] of parts) one.facts.push(...facts);
      continue;
    }
    kept.push({ facts: [...group.facts], spectrum: group.spectrum });
  }
  return kept;
}

/**
 * What shows in several cases, each of which has a cause of its own, shows there because of these: a relation with other rows,
 * say, that several faults lead to.
 */
function withoutChance(groups: readonly Group[]): readonly Group[] {
  const caseOf = (at: string) => at.replace(/#\d+$/, '');
  const isSingle = ({ facts }: Group) => new Set(facts.map(({ at }) => caseOf(at))).size === 1;
  const own = new Map(groups.filter(isSingle).flatMap((group) => group.facts.map(({ at }) => [at, group] as const)));
  return groups.filter((group) => {
    if (isSingle(group) || !group.facts.every(({ at }) => own.has(at))) return true;
    for (const fact of group.facts) own.get(fact.at)?.facts.push(fact);
    return false;
  });
}

/** A key that shows in different company: each part goes to the group that shows there, and mostly there. */
function split(group: Group, kept: readonly Group[]): ReadonlyMap<Group, readonly Fact[]> | undefined {
  const within = kept.filter(({ spectrum }) => overlap(spectrum, group.spectrum) / spectrum.size >= 0.5);
  if (within.length < 2) return undefined;
  const parts = new Map<Group, Fact[]>();
  for (const fact of group.facts) {
    const home = within.find(({ spectrum }) => spectrum.has(fact.at));
    if (!home) return undefined;
    parts.set(home, [...(parts.get(home) ?? []), fact]);
  }
  return parts.size >= 2 ? parts : undefined;
}
