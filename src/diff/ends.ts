/** What two lists do not share at their ends. */

export interface Ends<T> {
  /** Items that both begin with. */
  readonly begin: readonly T[];
  /** Between what both begin with and what both end with. */
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Compares two lists from both ends. */
export function fromEnds<T>(r: readonly T[], c: readonly T[]): Ends<T> {
  const shortest = Math.min(r.length, c.length);
  let begin = 0;
  while (begin < shortest && r[begin] === c[begin]) begin++;
  let end = 0;
  while (end < shortest - begin && r.at(-1 - end) === c.at(-1 - end)) end++;
  return {
    begin: r.slice(0, begin),
    removed: r.slice(begin, r.length - end),
    added: c.slice(begin, c.length - end),
  };
}
