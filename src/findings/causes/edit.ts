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

/** Only the start of a longer text is compared. */
const maxCharacters = 4000;
/** If both texts together have more words, only their common start and end are removed, which is faster than a diff. */
const maxWords = 300;

const cache = new WeakMap<object, { readonly edit: Edit | undefined }>();

/**
 * The edit from the reference's value to the candidate's. Cached, because it is needed many times for each difference.
 * @returns undefined if a value has no text, see `textOf`.
 */
export function editOf(difference: Pick<Untyped, 'reference' | 'candidate'>): Edit | undefined {
  const cached = cache.get(difference) ?? { edit: findEdit(difference) };
  cache.set(difference, cached);
  return cached.edit;
}

function findEdit({ reference, candidate }: Pick<Untyped, 'reference' | 'candidate'>): Edit | undefined {
  const [before, after] = [textOf(reference), textOf(candidate)];
  return before === undefined || after === undefined ? undefined : wordEdit(before, after);
}

/** A value as text: of a log event its message, of a missing value ''. Undefined for other objects, which have no text. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return plain(value.every((item) => typeof item === 'string') ? value.join('\n') : JSON.stringify(value));
  const message = messageOf(value);
  return message === undefined ? undefined : plain(message);
}

/** A text without what says nothing about the cause: colours, times, SQL comments, dots of alignment, line breaks. */
export const plain = (text: string) =>
  stripVTControlCharacters(text.slice(0, maxCharacters))
    .replaceAll(/^\{time\} +/gm, '')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\.{4,}/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();

function wordEdit(before: string, after: string): Edit {
  const [beforeWords, afterWords] = [before.split(' '), after.split(' ')];
  if (beforeWords.length + afterWords.length > maxWords) {
    const { removed, added } = fromEnds(beforeWords, afterWords);
    return { removed: removed.join(' '), added: added.join(' ') };
  }
  const changes = diffArrays(beforeWords, afterWords);
  const wordsOfKind = (kind: 'removed' | 'added') =>
    changes
      .filter((change) => change[kind])
      .flatMap(({ value }) => value)
      .join(' ');
  return { removed: wordsOfKind('removed'), added: wordsOfKind('added') };
}

/** Numbers, truth values and statuses: they change for many reasons, so they do not identify a cause. */
const unspecific =
  /^([\d.,:-]*|true|false|null|none|success|error|pass|fail|skipped|warn|run|info|debug|\[\]|\{\})$/i;

/** Whether an edit is specific enough to identify a cause. */
export const isSpecific = ({ removed, added }: Edit) =>
  removed.length + added.length >= 6 && !(unspecific.test(removed) && unspecific.test(added));

/** An edit as one line: `old words → new words`. */
export const renderEdit = ({ removed, added }: Edit) =>
  `${withoutPunctuation(removed)} → ${withoutPunctuation(added)}`;

/** Removes the punctuation around each word. */
const withoutPunctuation = (text: string) => text.replaceAll(/(?<=^| )[<("'`[]+|[>)"'`\],;:]+(?= |$)/g, '');

/** Options, names with underscores, checksums: words that rarely occur by chance. */
const identifier = /(?<![\w-])--?([a-z][\w-]{2,})|\b([a-z]+(?:_[a-z0-9]+)+|[0-9a-f]{16,})\b/gi;

/** The identifiers in an edit. `--full-refresh` counts as `full_refresh`, the name of the same option elsewhere. */
export const identifiersOf = ({ removed, added }: Edit): readonly string[] =>
  [...`${removed} ${added}`.matchAll(identifier)].map(([, option, name]) =>
    (option ?? name ?? '').replaceAll('-', '_').toLowerCase(),
  );

/** The words of six or more letters in an edit, if there are at most two: in a longer edit, single words say little. */
export function wordsOf({ removed, added }: Edit): readonly string[] {
  const words = `${removed} ${added}`.match(/[a-z_]{6,}/gi) ?? [];
  return words.length <= 2 ? words.map((word) => word.toLowerCase()) : [];
}

/** Identifiers with a leading underscore that only the candidate has: names that an engine adds to SQL. */
export const addedNames = ({ removed, added }: Edit): readonly string[] =>
  [...new Set(added.match(/(?<!\w)_[a-z]\w{3,}/gi))].filter((name) => !removed.includes(name));

/** For an edit of a path, the folders and names that change: `.dbt → .dvt`. Undefined for other edits. */
export function pathEdit({ removed, added }: Edit): string | undefined {
  if (/ /.test(removed + added) || !/\//.test(removed + added)) return undefined;
  const parts = fromEnds(removed.split('/'), added.split('/'));
  return `${parts.removed.join('/')} → ${parts.added.join('/')}`;
}

/** A change of fewer than three letters does not count, because different names can be that similar by chance. */
const threeLetters = /[a-z_]{3,}/i;

/**
 * The change within words, if it is the same in each changed word and no word is added or removed. For example,
 * `from "shop"."a" join "shop"."b"` and `from "a" join "b"` give `shop"." → `.
 */
export function uniformEdit({
  reference,
  candidate,
}: Pick<Untyped, 'reference' | 'candidate'>): string | undefined {
  const words = textOf(reference)?.split(' ') ?? [];
  const otherWords = textOf(candidate)?.split(' ') ?? [];
  if (words.length !== otherWords.length) return undefined;
  const edits = new Set<string>();
  for (const [index, word] of words.entries()) {
    const other = otherWords[index] as string;
    if (word === other) continue;
    const { removed, added } = fromEnds([...word], [...other]);
    edits.add(`${removed.join('')} → ${added.join('')}`);
    if (edits.size > 1) return undefined;
  }
  return [...edits].find((edit) => threeLetters.test(edit));
}
