/** Shortens values so that they fit into a report. The raw evidence contains them in full. */

import type { Json } from '../config/json.ts';
import type { Untyped } from './difference.ts';

/** Characters of a text, and of a whole value as JSON. */
const longestText = 20_000;
const longestValue = 200_000;
/** Characters left of what is longer, at its beginning and at its end. */
const head = 10_000;
const tail = 1000;

/** Characters left of a list of texts, at its beginning and at its end. */
const headOfList = 100_000;
const tailOfList = 10_000;

/**
 * The same deviation, long texts in its values cut in the middle, and so are long lists of texts; any other value of very
 * many parts becomes its JSON, cut. What was cut once is not cut again.
 */
export function bounded<T extends Untyped>(deviation: T): T {
  const { reference, candidate } = deviation;
  return {
    ...deviation,
    ...(reference !== undefined && { reference: fitting(reference) }),
    ...(candidate !== undefined && { candidate: fitting(candidate) }),
  };
}

function fitting(value: Json): Json {
  const shorter = withShortTexts(value);
  if (typeof shorter !== 'object' || shorter === null) return shorter;
  if (JSON.stringify(shorter).length <= longestValue) return shorter;
  const fewer = withShortLists(shorter);
  const text = JSON.stringify(fewer);
  return text.length > longestValue ? middleCut(text) : fewer;
}

/** Lists of lines or rows keep their type: they are at the top, or in an object there. */
function withShortLists(value: Json): Json {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? listCut(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, Array.isArray(part) ? withShortLists(part) : part]),
  );
}

function listCut(texts: readonly string[]): readonly string[] {
  const first = fittingIn(texts, headOfList);
  const last = fittingIn(texts.slice(first.length).toReversed(), tailOfList).toReversed();
  const left = texts.length - first.length - last.length;
  return left === 0 ? texts : [...first, `{… ${left} more}`, ...last];
}

function fittingIn(texts: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = texts.findIndex((text) => {
    left -= JSON.stringify(text).length + 1;
    return left < 0;
  });
  return end < 0 ? texts : texts.slice(0, end);
}

function withShortTexts(value: Json): Json {
  if (typeof value === 'string') return value.length > longestText ? middleCut(value) : value;
  if (Array.isArray(value)) return value.map(withShortTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withShortTexts(part)]));
}

/** Never within a pair of surrogates, which would be no text any more. */
const middleCut = (text: string) =>
  `${text.slice(0, head)}{… ${text.length - head - tail} more characters}${text.slice(-tail)}`.toWellFormed();
