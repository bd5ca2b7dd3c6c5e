/**
 * The anchors of a patience diff (Bram Cohen, https://bramcohen.livejournal.com/73318.html): items by which two long sequences
 * can be aligned although they differ in thousands of places.
 */

/** Positions of an item of the reference and of the same item of the candidate. */
export type Match = readonly [reference: number, candidate: number];

/** The longest list of items that occur exactly once on each side and are in the same order on both; in O(n log n). */
export function anchors(reference: readonly string[], candidate: readonly string[]): readonly Match[] {
  const [r, c] = [onceIn(reference), onceIn(candidate)];
  const shared = [...r].flatMap(([key, at]): Match[] => {
    const other = c.get(key);
    return other === undefined ? [] : [[at, other]];
  });
  return longestRising(shared);
}

/** Positions of the items that occur once, in order. */
function onceIn(keys: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, key] of keys.entries()) {
    if (positions.has(key)) repeated.add(key);
    positions.set(key, at);
  }
  for (const key of repeated) positions.delete(key);
  return positions;
}

interface Card {
  readonly match: Match;
  readonly before: Card | undefined;
}

/** The longest increasing subsequence of the candidate’s positions, by patience sorting. */
function longestRising(matches: readonly Match[]): readonly Match[] {
  /** The top of pile n is the last match of the run of n + 1 matches that ends first in the candidate. */
  const piles: Card[] = [];
  for (const match of matches) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((piles[middle] as Card).match[1] < match[1]) low = middle + 1;
      else high = middle;
    }
    piles[low] = { match, before: piles[low - 1] };
  }
  const run: Match[] = [];
  for (let card = piles.at(-1); card; card = card.before) run.push(card.match);
  return run.reverse();
}
