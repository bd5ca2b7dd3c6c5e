/** Families are kinds of changes. Facts of different families may occur in the same steps for different reasons. */
import type { Untyped } from '../../facets/difference.ts';
import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';
import { subjectOf } from './subject.ts';

/** The family of everything that is executed: events, lines, statements, results, files. */
export const executed = 'executed';
const argumentsOf = 'arguments';

const known = new WeakMap<readonly Fact[], ReadonlySet<string>>();

/**
 * Families whose facts occur in at least half of the steps. Cached for each list of facts, because each group is compared with
 * many others.
 */
export function familiesOf(facts: readonly Fact[]): ReadonlySet<string> {
  const found = known.get(facts) ?? findFamilies(facts);
  known.set(facts, found);
  return found;
}

function findFamilies(facts: readonly Fact[]): ReadonlySet<string> {
  const steps = new Set(facts.map(({ at }) => at)).size;
  const seen = new Map<string, Set<string>>();
  for (const fact of facts)
    for (const family of familiesOfFact(fact)) seen.set(family, (seen.get(family) ?? new Set()).add(fact.at));
  return new Set([...seen].filter(([, places]) => places.size * 2 >= steps).map(([family]) => family));
}

/** The artifact that a family is about, without its extension: `catalog`. Undefined for other families. */
export const artifactOf = (family: string): string | undefined => /^(\w+)\.json /.exec(family)?.[1];

function familiesOfFact(fact: Fact): readonly string[] {
  const [first] = fact.differences;
  const family = familyOf(fact);
  // The same code fills a key in several events.
  return first?.kind === 'event-changed' ? [family, `key ${first.path.split('/').at(-1)}`] : [family];
}

function familyOf(fact: Fact): string {
  const [first] = fact.differences;
  if (!first || isOfNodes(fact) || isOfInvocation(fact)) return executed;
  const { facet, kind, path } = first;
  if (/\/args\//.test(path)) return argumentFamily(first);
  if (facet === 'database') return kind;
  // Each violation has its own reason.
  if (kind === 'artifact-invalid') return fact.key;
  if (facet === 'artifacts' && isContent(first)) return artifactFamily(first);
  if (kind === 'event-changed' && !/\/msg$/.test(path)) return eventFamily(subjectOf(first));
  return kind === 'file-changed' || kind === 'answer-changed' ? path.replace(/.*\//, '') : executed;
}

/** Whether an artifact differs in its form or in what it says about the project, not about what was executed. */
const isContent = ({ kind, path }: Untyped) => kind.startsWith('key-') || !/#\/results\//.test(path);

/** Arguments that a log or an artifact repeats: those added, those missing, and those with the same change of value. */
function argumentFamily({ reference, candidate }: Untyped): string {
  const shown = (value: unknown) => String(value).toLowerCase();
  if (reference === undefined) return `${argumentsOf} added`;
  return candidate === undefined
    ? `${argumentsOf} missing`
    : `${argumentsOf} ${shown(reference)} ${shown(candidate)}`;
}

/** Keys with the same parent in objects of one type come from one change, and so do values. */
function artifactFamily({ kind, path }: Untyped): string {
  const file = path.replace(/#.*/, '').replace(/.*\//, '');
  const [type] = /(?<=#\/\w+\/)[a-z_ ]+(?=\.)/.exec(path) ?? [];
  const subject = subjectOf({ facet: 'artifacts', path }).replace(/^[^#]*#?/, '');
  const isItem = subject.endsWith('/N');
  const parent = subject.replace(/\/N$/, '').replace(/\/[^/]+$/, '');
  return [file, parent, type, kind.startsWith('key-') && !isItem ? 'key' : 'value'].join(' ');
}

const eventFamily = (subject: string) =>
  `event ${subject.startsWith('node_info/') ? subject : subject.replace(/\/[^/]+$/, '')}`;
