/** The texts in which the two sides of a fact differ. */
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../../config/json.ts';
import type { Untyped } from '../../facets/difference.ts';

/** A difference, as far as suspects need it. */
export type Fact = Untyped & { readonly case: string; readonly step: number };

export interface Evidence {
  /** Whose: both of a name means that it leads to the fact on both sides. */
  readonly side: 'candidate' | 'reference' | 'both';
  /** A text that is shown, or a name in the path of the fact. */
  readonly kind: 'text' | 'name';
  readonly text: string;
}

/** Longer texts are more often data than something that code prints. */
const longest = 4000;

/** What distinguishes the sides of a fact: texts that only one of them shows, and the names that lead to it. */
export function evidenceOf(fact: Fact): readonly Evidence[] {
  const candidate = linesOf(fact.candidate);
  const reference = linesOf(fact.reference);
  const side =
    fact.reference === undefined ? 'candidate' : fact.candidate === undefined ? 'reference' : 'both';
  return [
    ...without(candidate, reference).map((text) => ({ side: 'candidate', kind: 'text', text }) as const),
    ...without(reference, candidate).map((text) => ({ side: 'reference', kind: 'text', text }) as const),
    ...namesIn(fact).map((text) => ({ side, kind: 'name', text }) as const),
  ];
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
const bookkeeping = new Set([
  'info',
  'kind',
  'change',
  'count',
  'events',
  'ended',
  'says',
  'only',
  'command',
  'data',
]);

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

/** What a path ends in, and the event it begins with: what lies between leads there in every difference of the file. */
function namesIn({ facet, path }: Fact): readonly string[] {
  if (!named.has(facet)) return [];
  const parts = path.split(/[/#]+/).filter((part) => /[A-Za-z]{3}/.test(part) && !/^https?:$/.test(part));
  if (facet === 'events') return [...new Set([...parts.slice(0, 1), ...parts.slice(1).slice(-1)])];
  // Files and artifacts lie in a folder of the harness's.
  return (facet === 'files' || facet === 'artifacts' ? parts.slice(1) : parts).slice(-2);
}

/** What speaks for a module of the candidate. */
export interface Clue {
  /** Relative to where packages lie. */
  readonly file: string;
  /** 1-based, 0 where it is not known. */
  readonly line: number;
  /** The evidence, in a sentence without its subject. */
  readonly why: string;
  /** 0 to 1: how much it says by itself. */
  readonly weight: number;
  /** It is about the name of an engine: where code is compared, these names are no difference. */
  readonly named?: boolean;
}
