/** Counts the places that each normaliser changes: a report says what was removed before comparing. */
import { isDeepStrictEqual } from 'node:util';

/** By the normaliser's name: texts, values, events, lines, statements, relations and artifacts that it changed. */
export type Touched = Readonly<Record<string, number>>;

/** Called when a normaliser changes a number of places. */
export type Touch = (normaliser: string, places: number) => void;

export function tally(): { readonly touch: Touch; readonly touched: () => Touched } {
  const counts = new Map<string, number>();
  return {
    touch: (name, places) => void (places > 0 && counts.set(name, (counts.get(name) ?? 0) + places)),
    touched: () => Object.fromEntries(counts),
  };
}

export function sumTouched(all: readonly Touched[]): Touched {
  const { touch, touched } = tally();
  for (const counts of all) for (const [name, places] of Object.entries(counts)) touch(name, places);
  return touched();
}

/** In how many places two versions differ: for a list the number of items that changed or were removed, otherwise 1. */
export function placesChanged(before: unknown, after: unknown): number {
  if (before === after) return 0;
  if (!Array.isArray(before) || !Array.isArray(after)) return isDeepStrictEqual(before, after) ? 0 : 1;
  if (before.length === after.length) return before.filter((item, index) => item !== after[index]).length;
  // Items after a removed one have not changed.
  const left = new Set(after);
  return before.filter((item) => !left.has(item)).length;
}
