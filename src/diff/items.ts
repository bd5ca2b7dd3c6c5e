/** Which items of two lists without identity belong together. */

import type { Json } from '../config/json.ts';
import { alignSequences } from './sequence.ts';

/** An item that only one side has, or that was replaced. */
export interface ItemChange {
  /** Its index in the reference; in the candidate where only that has it. */
  readonly at: number;
  readonly reference?: Json;
  readonly candidate?: Json;
}

/**
 * Aligns two lists by equal items. Between those, as many items missing as added were replaced one by one; for other
 * numbers, which replaces which would be a guess.
 * @returns what differs, in order, or that both have the same items in another order.
 */
export function changedItems(
  reference: readonly Json[],
  candidate: readonly Json[],
): readonly ItemChange[] | 'reordered' {
  const [r, c] = [reference.map(withText), candidate.map(withText)];
  if (haveSame(r, c)) return 'reordered';
  const [begin, end] = commonEnds(r, c);
  const { hunks } = alignSequences(
    r.slice(begin, -end || undefined),
    c.slice(begin, -end || undefined),
    textOf,
  );
  let surplus = 0;
  return hunks.flatMap(({ at, missing, added }): readonly ItemChange[] => {
    const [inReference, inCandidate] = [begin + at, begin + at + surplus];
    surplus += added.length - missing.length;
    const gone = missing.map(({ item }, n) => ({ at: inReference + n, reference: item }));
    if (missing.length === added.length)
      return gone.map((one, n) => ({ ...one, candidate: (added[n] as Item).item }));
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
    : Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

function haveSame(reference: readonly Item[], candidate: readonly Item[]): boolean {
  if (reference.length !== candidate.length) return false;
  const sorted = candidate.map(textOf).toSorted();
  return reference
    .map(textOf)
    .toSorted()
    .every((text, n) => text === sorted[n]);
}

/**
 * How many items both begin and end with. Of several shortest alignments, the one that keeps these has an item replaced in
 * its place, where another has it missing there and added behind a neighbour that is like it.
 */
function commonEnds(r: readonly Item[], c: readonly Item[]): readonly [begin: number, end: number] {
  const most = Math.min(r.length, c.length);
  let [begin, end] = [0, 0];
  while (begin < most && r[begin]?.text === c[begin]?.text) begin++;
  while (begin + end < most && r.at(-1 - end)?.text === c.at(-1 - end)?.text) end++;
  return [begin, end];
}
