/** How many places each normaliser changes: what was taken out of a comparison is said with its result. */

import { isDeepStrictEqual } from 'node:util';

/** By the normaliser's name: texts, values, events, lines, statements, relations and artifacts that it changed. */
export type Touched = Readonly<Record<string, number>>;

/** Told that a normaliser changed so many places. */
export type Touch = (normaliser: string, places: number) => void;

/** Counts until it is asked. */
export function tally(): { readonly touch: Touch; readonly touched: () => Touched } {
  const counts = new Map<string, number>();
  return {
    touch: (name, places) => void (places > 0 && counts.set(name, (counts.get(name) ?? 0) + places)),
    touched: () => Object.fromEntries(counts),
  };
}

/** Sums what was counted apart. */
export function sumTouched(all: readonly Touched[]): Touched {
  const { touch, touched } = tally();
  for (const one of all) for (const [name, places] of Object.entries(one)) touch(name, places);
  return touched();
}

/** How many places two states of a whole differ in: of a list those that changed or went, of anything else one. */
export function placesChanged(before: unknown, after: unknown): number {
  if (before === after) return 0;
  if (!Array.isArray(before) || !Array.isArray(after)) return isDeepStrictEqual(before, after) ? 0 : 1;
  if (before.length === after.length) return before.filter((item, index) => item !== after[index]).length;
  // What stands behind one that went has not changed.
  const left = new Set(after);
  return before.filter((item) => !left.has(item)).length;
}
