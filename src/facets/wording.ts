/** How titles and fixes show values and names. */
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../observe/observation.ts';

/** Characters of a value in a title, and in a fix; of a title as a whole, which its commands follow. */
const [inTitle, inFix, wholeTitle] = [36, 160, 72];

const cut = (text: string, length: number) =>
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();

/** A text on a line, without colours; what normalisers put in place of something reads as a word. */
export const flat = (text: string) =>
  stripVTControlCharacters(text)
    .replaceAll(/^\{(?:time|moment)\}$/g, 'a moment')
    .replaceAll(/\{(?:time|moment)\}/g, '')
    .replaceAll('{home}', '~')
    // Each engine states its own name there.
    .replaceAll('{name}', 'dbt')
    .replaceAll(/\{([a-z][\w ]*)\}/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A text that fits into so many characters: first without the name of its artifact, then cut. */
export const shortened = (text: string, room: number): string =>
  cut(text.length > room ? text.replace(/ in \w+\.json\b/, '') : text, room);

/** A title that leaves room for the commands. */
export const titled = (text: string): string => shortened(flat(text), wholeTitle);

/** Whether a title is shown whole, but for the name of its artifact. */
export const fits = (text: string): boolean => !titled(text).endsWith('…');

/** The words of a line or message, short enough for a title. */
export const words = (text: string): string => cut(flat(text), inTitle);

/** The same for a fix, in quotation marks. */
export const quoted = (text: string): string => `"${cut(flat(text), inFix)}"`;

/** A value as JSON has it, short enough for a fix. */
export const shown = (value: Json): string =>
  typeof value === 'string' ? quoted(value) : cut(flat(JSON.stringify(value)), inFix);

/** The same for a title. */
export const brief = (value: Json): string =>
  typeof value === 'string' ? `"${words(value)}"` : cut(flat(JSON.stringify(value)), inTitle);

/** A fix: the command line with which an engine is to be called. */
export const calledAs = (reference: Json, candidate: Json): string =>
  `Call dbt as the reference does: ${shown(reference)} instead of ${shown(candidate)}.`;

/** The type of a value, as a user of JSON says it. */
export const typeName = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'an object';
};

/** The name of a node by its unique id: `orders` of `model.shop.orders`; of a test without its hash. */
export const nodeName = (id: string): string =>
  /^[a-z_]+\.\w+\.(.+?)(?:\.[0-9a-f]{10})?$/.exec(id)?.[1] ?? id;

/** `1 row`, `2 rows`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What it means that a facet is empty on the candidate's side: several facets are lists of lines. */
export const aboutNothing =
  'The candidate has no output, no log events or no statements at all, and the reference has some. It is one difference, not one per line. Usually the command did nothing, or the work was done by another program.';
