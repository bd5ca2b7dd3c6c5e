/** How titles and fixes show values. */
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../config/json.ts';
import { fromEnds } from '../diff/sequence.ts';

/** Longest value in a title and in a fix, and longest title without its commands, in characters. */
const [inTitle, inFix, wholeTitle] = [36, 160, 72];

const cut = (text: string, length: number) =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();

/** A text on one line, without colors. Placeholders of normalisers become words. */
export const flat = (text: string) =>
  stripVTControlCharacters(text)
    .replaceAll(/^\{(?:time|moment)\}$/g, 'a moment')
    .replaceAll(/\{(?:time|moment)\}/g, '')
    .replaceAll('{home}', '~')
    // The engine's own name.
    .replaceAll('{name}', 'dbt')
    .replaceAll(/\{([a-z][\w ]*)\}/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A text shortened to a number of characters: first the name of its artifact is left out, then it is cut. */
export const shortened = (text: string, room: number): string =>
  cut(text.length > room ? text.replace(/ in \w+\.json\b/, '') : text, room);

/** A title that is short enough to be followed by its commands. */
export const titled = (text: string): string => shortened(flat(text), wholeTitle);

/** Whether a title need not be cut. */
export const fits = (text: string): boolean => !titled(text).endsWith('…');

/** A line or message, short enough for a title. */
export const words = (text: string): string => cut(flat(text), inTitle);

/** The same for a fix, in quotation marks. */
export const quoted = (text: string): string => `"${cut(flat(text), inFix)}"`;

/** A value as JSON, short enough for a fix. */
export const shown = (value: Json): string =>
  typeof value === 'string' ? quoted(value) : cut(flat(JSON.stringify(value)), inFix);

/** The same for a title. */
export const brief = (value: Json): string =>
  typeof value === 'string' ? `"${words(value)}"` : cut(flat(JSON.stringify(value)), inTitle);

/** A fix for the command line of a call. */
export const calledAs = (reference: Json, candidate: Json): string =>
  `Call dbt as the reference does: ${shown(reference)} instead of ${shown(candidate)}.`;

/** The JSON type of a value. */
export const typeName = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'an object';
};

/** `1 row`, `2 rows`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** Documentation of `output-missing`, which several facets have. */
export const aboutNothing =
  'The candidate has no output, no log events or no statements at all, and the reference has some. It is one difference, not one per line. Usually the command did nothing, or the work was done by another program.';

/** The words that change within a line. */
export interface LineEdit {
  readonly removed: string;
  readonly added: string;
  /** The words before and after them that both sides show. */
  readonly before: string;
  readonly after: string;
}

/** Undefined if only colors and spaces differ. */
export function editOfLine(reference: string, candidate: string): LineEdit | undefined {
  const [r, c] = [flat(reference).split(' '), flat(candidate).split(' ')];
  const { begin, removed, added } = fromEnds(r, c);
  if (removed.length + added.length === 0) return undefined;
  const text = (words: readonly string[]) => words.join(' ');
  return {
    removed: text(removed),
    added: text(added),
    before: text(begin),
    after: text(r.slice(begin.length + removed.length)),
  };
}
