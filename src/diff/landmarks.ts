/** Items by which two long sequences can be aligned although they differ in thousands of places. */

/** An item of the reference and the item of the candidate that stands for it, by their positions. */
export type Match = readonly [reference: number, candidate: number];

/**
 * Finds the items that occur exactly once on each side, and of these as many as stand in the same order on both.
 * Takes time in proportion to n log n.
 */
export function landmarks(reference: readonly string[], candidate: readonly string[]): readonly Match[] {
  const [r, c] = [onceIn(reference), onceIn(candidate)];
  const shared = [...r].flatMap(([key, at]): Match[] => {
    const other = c.get(key);
    return other === undefined ? [] : [[at, other]];
  });
  return longestRising(shared);
}

/** Positions of the items that occur once, rising. */
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

/** The longest part of the matches in which the candidate’s positions rise, by patience sorting. */
function longestRising(matches: readonly Match[]): readonly Match[] {
  /** On top of pile n: the end of that run of n + 1 matches that ends earliest in the candidate. */
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
