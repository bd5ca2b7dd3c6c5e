/** Aligns lists whose items have no id. */

import type { Json } from '../config/json.ts';
import { alignSequences, fromEnds } from './sequence.ts';

/** An item that only one side has, or that was replaced. */
export interface ItemChange {
  /** Its index in the reference; in the candidate where only that has it. */
  readonly at: number;
  readonly reference?: Json;
  readonly candidate?: Json;
}

/**
 * Aligns two lists by equal items. If as many items are missing as added between two equal ones, they are paired. If not, it
 * is not known which replaces which.
 * @returns the changes in order, or that both have the same items in a different order.
 */
export function changedItems(
  reference: readonly Json[],
  candidate: readonly Json[],
): readonly ItemChange[] | 'reordered' {
  const [r, c] = [reference.map(withText), candidate.map(withText)];
  if (haveSame(r, c)) return 'reordered';
  // Of several shortest alignments, the one that keeps both ends has an item replaced at its position, where another has it
  // missing there and added after a similar neighbour.
  const ends = fromEnds(r.map(textOf), c.map(textOf));
  const begin = ends.begin.length;
  const { hunks } = alignSequences(
    r.slice(begin, begin + ends.removed.length),
    c.slice(begin, begin + ends.added.length),
    textOf,
  );
  let surplus = 0;
  return hunks.flatMap(({ at, missing, added }): readonly ItemChange[] => {
    const [inReference, inCandidate] = [begin + at, begin + at + surplus];
    surplus += added.length - missing.length;
    const gone = missing.map(({ item }, n) => ({ at: inReference + n, reference: item }));
    if (missing.length === added.length)
      return gone.map((change, n) => ({ ...change, candidate: (added[n] as Item).item }));
    return [...gone, ...added.map(({ item }, n) => ({ at: inCandidate + n, candidate: item }))];
  });
}

interface Item {
  readonly item: Json;
  /** The same for equal values. */
  readonly text: string;
}

const withText = (item: Json): Item => ({ item, text: JSON.stringify(item, keysSorted) });
const textOf = ({ text }: Item) => text;

const keysSorted = (_: string, value: Json) =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

function haveSame(reference: readonly Item[], candidate: readonly Item[]): boolean {
  if (reference.length !== candidate.length) return false;
  const sorted = candidate.map(textOf).toSorted();
  return reference
    .map(textOf)
    .toSorted()
    .every((text, n) => text === sorted[n]);
}
