/** Deviations whose values fit into a report: an engine may print megabytes in one line, and the raw evidence has them. */
import type { Json } from '../observe/observation.ts';
import type { Deviation } from './difference.ts';

/** Characters of a text, and of a whole value as JSON. */
const longestText = 20_000;
const longestValue = 200_000;
/** Characters left of what is longer, at its beginning and at its end. */
const head = 10_000;
const tail = 1000;

/**
 * The same deviation, long texts in its values cut in the middle; a value of very many parts becomes its JSON, cut.
 * What was cut once is not cut again.
 */
export function bounded<T extends Deviation>(deviation: T): T {
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
  const text = JSON.stringify(shorter);
  return text.length > longestValue ? middleCut(text) : shorter;
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
