/** The texts in which the two sides of a fact differ. */
import { stripVTControlCharacters } from 'node:util';
import type { Deviation } from '../compare/difference.ts';
import type { Json } from '../observe/observation.ts';

/** A difference, as far as suspects need it. */
export type Fact = Deviation & { readonly case: string; readonly step: number };

export interface Evidence {
  /** What only the candidate shows. */
  readonly candidate: readonly string[];
  /** What only the reference shows. */
  readonly reference: readonly string[];
  /** Where it is: names that both sides show. */
  readonly place: readonly string[];
}

/** A longer text is data more often than something that code prints. */
const longest = 4000;

export function evidenceOf(fact: Fact): Evidence {
  const candidate = linesOf(fact.candidate);
  const reference = linesOf(fact.reference);
  const path = namesIn(fact);
  const added = fact.reference === undefined;
  const missing = !added && fact.candidate === undefined;
  return {
    candidate: [...without(candidate, reference), ...(added ? path : [])],
    reference: [...without(reference, candidate), ...(missing ? path : [])],
    place: added || missing ? [] : path,
  };
}

const without = (lines: readonly string[], others: readonly string[]) =>
  [...new Set(lines)].filter((line) => !others.includes(line));

/** Lines of text in a value, and the keys of objects. Paths, times and names that placeholders stand for say nothing. */
function linesOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return textLines(value);
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'node_info' ? [] : bookkeeping.has(key) ? linesOf(messageOf(each)) : [key, ...linesOf(each)],
  );
}

/** Fields that the harness or every event has. */
const bookkeeping = new Set(['info', 'kind', 'change', 'count', 'events', 'ended', 'says', 'only', 'command', 'data']);

const messageOf = (value: Json): Json =>
  typeof value === 'object' && value !== null && 'msg' in value && 'name' in value
    ? [value.msg ?? null, value.name ?? null]
    : value;

const textLines = (text: string): readonly string[] =>
  stripVTControlCharacters(text)
    .slice(0, longest)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[A-Za-z]{3}/.test(line));

/** Facets whose path names things of the engine's; in others it counts lines and statements. */
const named = new Set<Fact['facet']>(['events', 'files', 'artifacts', 'database', 'http', 'interface']);

/** The last parts of a path that are no numbers: those before lead there in every difference of the file. */
function namesIn({ facet, path }: Fact): readonly string[] {
  if (!named.has(facet)) return [];
  const parts = path.split(/[/#]+/).filter((part) => /[A-Za-z]{3}/.test(part) && !/^https?:$/.test(part));
  return facet === 'interface' ? parts : parts.slice(-2);
}
