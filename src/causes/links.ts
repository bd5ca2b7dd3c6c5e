/** Which facts say the same: the same edit in one step, or the same identifier among what only one side shows. */
import type { Difference } from '../compare/difference.ts';
import { type Edit, editOf, identifiersOf, isTelling, written } from './edit.ts';
import { type Fact, invocationKey, nodeKey } from './fact.ts';

/** Facts by key, those of linked keys together. */
export function linked(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const { rootOf, join } = joining();
  const first = new Map<string, string>();
  const link = (place: string, key: string) => {
    const other = first.get(place);
    if (other === undefined) first.set(place, key);
    else join(other, key);
  };
  for (const { at, key, differences } of facts) {
    if (key.startsWith(nodeKey) || key.startsWith(invocationKey)) continue;
    for (const difference of differences) for (const mark of marksOf(difference)) link(`${checksum.test(mark) ? at.replace(/#.*/, '') : at} ${mark}`, key);
  }
  return [...Map.groupBy(facts, ({ key }) => rootOf(key)).values()];
}

/** SQL is full of names that say nothing about why it differs. */
const isSql = ({ facet }: Difference) => facet === 'statements' || facet === 'sql' || facet === 'database';

function marksOf(difference: Difference): readonly string[] {
  const { facet, kind, path, candidate } = difference;
  if (isSql(difference) || facet === 'exit') return [];
  if (facet === 'files') return isOfProject(path) ? [] : [`file ${path.replace(/.*\//, '')}`];
  if (kind === 'artifact-invalid') return identifiersOf({ removed: '', added: String(candidate) });
  const named = facet === 'artifacts' || facet === 'events' ? nameOfKey(path) : [];
  const edit = editOf(difference);
  if (!edit) return named;
  if (edit.removed.length + edit.added.length > longest) return named;
  const isChanged = kind === 'value-changed' || kind === 'event-changed';
  const isShort = edit.removed.length + edit.added.length <= short;
  const isNamed = isChanged && (/\/args\//.test(path) || (isShort && facet === 'events' && !/\/msg$/.test(path)));
  return [
    ...named,
    ...(facet !== 'artifacts' || isChanged ? (isTelling(edit) ? [written(edit)] : []) : []),
    ...identifiersOf(edit).filter((name) => isNamed || (isChanged && checksum.test(name))),
    ...(facet === 'events' ? filesIn(edit) : []),
    ...(facet === 'artifacts' ? [] : wordsOf(edit)),
  ];
}

/** What is longer says many things at once, and would join what has nothing to do with each other. */
const longest = 300;
/** Two checksums, or some words. */
const short = 140;

/** Files that are named after what a project holds. */
const isOfProject = (path: string) => /\/target[^/]*\/(compiled|run)(\/|$)|\/(models|seeds|tests|macros|snapshots)\//.test(path);

const filesIn = ({ removed, added }: Edit) =>
  [...`${removed} ${added}`.matchAll(/[\w-]+\.(?:json|html|msgpack|log|lock|txt)\b/g)].map(([name]) => `file ${name}`);

/** Of an edit of a word or two, each word that is no common one. */
function wordsOf({ removed, added }: Edit): readonly string[] {
  const words = `${removed} ${added}`.match(/[a-z_]{6,}/gi) ?? [];
  return words.length <= 2 ? words.map((word) => word.toLowerCase()) : [];
}

/** The key itself, where it is no common word. */
function nameOfKey(path: string): readonly string[] {
  const last = path.split('/').at(-1) ?? '';
  return /\/args\//.test(path) || (/#/.test(path) && /^(\w{6,}|[a-z]+(_[a-z]+)+)$/.test(last)) || (/stats\//.test(path) && last.length > 5) ? [last] : [];
}

/** What is known by its checksum is the same in later steps of a case. */
const checksum = /^[0-9a-f]{16,}$/;

function joining() {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let at = key;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    return at;
  };
  const join = (one: string, other: string) => {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a !== b) parents.set(b, a);
  };
  return { rootOf, join };
}
