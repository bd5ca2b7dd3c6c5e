/** Edits: what changed within a value. The same edit has the same cause wherever it occurs. */
import { stripVTControlCharacters } from 'node:util';
import { diffArrays } from 'diff';
import type { Json } from '../../config/json.ts';
import { messageOf } from '../../dbt/log-event.ts';
import { fromEnds } from '../../diff/sequence.ts';
import type { Untyped } from '../../facets/difference.ts';

/** The words that only the reference has, and those that only the candidate has. */
export interface Edit {
  readonly removed: string;
  readonly added: string;
}

/** Characters of a text that are compared. */
const most = 4000;
/** Texts with more words are only compared from both ends, which is faster. */
const mostWords = 300;

const known = new WeakMap<object, { readonly edit: Edit | undefined }>();

/** Undefined if a side is a structure. Cached for each difference, because it is needed many times. */
export function editOf(difference: Pick<Untyped, 'reference' | 'candidate'>): Edit | undefined {
  const found = known.get(difference) ?? { edit: findEdit(difference) };
  known.set(difference, found);
  return found.edit;
}

function findEdit({ reference, candidate }: Pick<Untyped, 'reference' | 'candidate'>): Edit | undefined {
  const [before, after] = [textOf(reference), textOf(candidate)];
  return before === undefined || after === undefined ? undefined : between(before, after);
}

/** A value as text: for a log event its message, for no value ''; undefined for other structures. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return plain(value.every((item) => typeof item === 'string') ? value.join('\n') : JSON.stringify(value));
  const message = messageOf(value);
  return message === undefined ? undefined : plain(message);
}

export const plain = (text: string) =>
  stripVTControlCharacters(text.slice(0, most))
    .replaceAll(/^\{time\} +/gm, '')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\.{4,}/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();

function between(before: string, after: string): Edit {
  const [r, c] = [before.split(' '), after.split(' ')];
  if (r.length + c.length > mostWords) {
    const { removed, added } = fromEnds(r, c);
    return { removed: removed.join(' '), added: added.join(' ') };
  }
  const changes = diffArrays(r, c);
  const words = (which: 'removed' | 'added') =>
    changes
      .filter((change) => change[which])
      .flatMap(({ value }) => value)
      .join(' ');
  return { removed: words('removed'), added: words('added') };
}

/** Numbers, truth values and statuses change for many reasons. */
const common =
  /^([\d.,:-]*|true|false|null|none|success|error|pass|fail|skipped|warn|run|info|debug|\[\]|\{\})$/i;

/** Whether an edit is specific enough to identify a cause. */
export const isTelling = ({ removed, added }: Edit) =>
  removed.length + added.length >= 6 && !(common.test(removed) && common.test(added));

export const written = ({ removed, added }: Edit) => `${bare(removed)} → ${bare(added)}`;

/** Words without surrounding punctuation. */
const bare = (text: string) => text.replaceAll(/(?<=^| )[<("'`[]+|[>)"'`\],;:]+(?= |$)/g, '');

/** Options, names with underscores, checksums: words that rarely occur by chance. */
const identifier = /(?<![\w-])--?([a-z][\w-]{2,})|\b([a-z]+(?:_[a-z0-9]+)+|[0-9a-f]{16,})\b/gi;

/** Identifiers that only one side has. An option counts as the name of its value. */
export const identifiersOf = ({ removed, added }: Edit): readonly string[] =>
  [...`${removed} ${added}`.matchAll(identifier)].map(([, option, name]) =>
    (option ?? name ?? '').replaceAll('-', '_').toLowerCase(),
  );

/** The long words of an edit of one or two words. */
export function wordsOf({ removed, added }: Edit): readonly string[] {
  const words = `${removed} ${added}`.match(/[a-z_]{6,}/gi) ?? [];
  return words.length <= 2 ? words.map((word) => word.toLowerCase()) : [];
}

/** Identifiers with a leading underscore that only the candidate has: names that an engine adds to SQL. */
export const addedNames = ({ removed, added }: Edit): readonly string[] =>
  [...new Set(added.match(/(?<!\w)_[a-z]\w{3,}/gi))].filter((name) => !removed.includes(name));

/** For an edit of a path, the part that changes: `.dbt → .dvt`. Undefined for other edits. */
export function pathEdit({ removed, added }: Edit): string | undefined {
  if (/ /.test(removed + added) || !/\//.test(removed + added)) return undefined;
  const between = fromEnds(removed.split('/'), added.split('/'));
  return `${between.removed.join('/')} → ${between.added.join('/')}`;
}

/** An edit inside words counts from three letters on: names that differ in fewer are similar by chance. */
const tellingPart = /[a-z_]{3,}/i;

/**
 * The change within the words of a text if it is the same in each word that changes and no word is added or removed: `"shop"."a"`
 * and `"shop"."b"` become `"a"` and `"b"`.
 */
export function uniformEdit({
  reference,
  candidate,
}: Pick<Untyped, 'reference' | 'candidate'>): string | undefined {
  const [r, c] = [textOf(reference)?.split(' ') ?? [], textOf(candidate)?.split(' ') ?? []];
  if (r.length !== c.length) return undefined;
  const edits = new Set<string>();
  for (const [n, word] of r.entries()) {
    const other = c[n] as string;
    if (word === other) continue;
    const { removed, added } = fromEnds([...word], [...other]);
    edits.add(`${removed.join('')} → ${added.join('')}`);
    if (edits.size > 1) return undefined;
  }
  return [...edits].find((edit) => tellingPart.test(edit));
}
