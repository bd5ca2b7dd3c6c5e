/** Differences between two JSON values. The one place that knows deep-diff. */
import deepDiff from 'deep-diff';
import type { Json } from '../observe/observation.ts';
import type { Deviation, Kind } from './difference.ts';

/** A structural difference: a deviation but for its facet; the path is joined with `/`. */
export type Structural = Omit<Deviation, 'facet'>;

type Tree = { readonly [key: string]: Json };

/** What identifies an item of a list, first match wins. */
const identities = ['unique_id', 'name'] as const;

/** Compares two JSON values; lists of things with identity are compared thing by thing, and for their order. */
export function structuralDifferences(reference: Json, candidate: Json): readonly Structural[] {
  const differences = deepDiff.diff({ root: keyed(reference) }, { root: keyed(candidate) }) ?? [];
  return differences.map((difference) => {
    const path = [...(difference.path ?? []).slice(1)];
    if (difference.kind === 'A') {
      path.push(difference.index);
      return toStructural(path, difference.item);
    }
    return toStructural(path, difference);
  });
}

function toStructural(
  path: readonly (string | number)[],
  difference: { kind: string; lhs?: unknown; rhs?: unknown },
): Structural {
  const at = { path: path.join('/') };
  // A key that is there with no value and one that is not are told apart by deep-diff's kind, not by undefined.
  if (difference.kind === 'N') return { kind: 'key-added', ...at, candidate: plain(difference.rhs) };
  if (difference.kind === 'D') return { kind: 'key-missing', ...at, reference: plain(difference.lhs) };
  const [reference, candidate] = [plain(difference.lhs), plain(difference.rhs)];
  const kind: Kind = typeOf(reference) === typeOf(candidate) ? 'value-changed' : 'type-changed';
  return { kind, ...at, reference, candidate };
}

const typeOf = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

function keyed(value: Json): unknown {
  if (Array.isArray(value)) return keyedList(value);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, keyed(item)]));
}

function keyedList(list: readonly Json[]): unknown {
  // A list of plain values is one value: deep-diff would align it by index and report every item after an insertion.
  if (list.every((item) => item === null || typeof item !== 'object'))
    return wholeMark + JSON.stringify(list);
  for (const identity of identities) {
    const keys = list.map((item) => (item as Tree | null)?.[identity]);
    if (!keys.every((key) => typeof key === 'string') || new Set(keys).size < keys.length) continue;
    const items = list.map((item, index) => [keys[index] as string, keyed(item)] as const);
    return { ...Object.fromEntries(items), '@order': keys.join(', ') };
  }
  return list.map(keyed);
}

/** Compared as a whole: deep-diff sees one text. */
const wholeMark = '\u0000list:';

const plain = (value: unknown): Json => {
  if (typeof value === 'string' && value.startsWith(wholeMark))
    return JSON.parse(value.slice(wholeMark.length));
  if (value === null || value === undefined || typeof value !== 'object') return (value ?? null) as Json;
  if (Array.isArray(value)) return value.map(plain);
  const { '@order': order, ...items } = value as Record<string, unknown>;
  const entries = Object.entries(items).map(([key, item]) => [key, plain(item)] as const);
  return order === undefined ? Object.fromEntries(entries) : entries.map(([, item]) => item);
};
