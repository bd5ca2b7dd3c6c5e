/** Differences between two sequences: lines, events, statements. */
import { diffArrays } from 'diff';
import { anchors, type Match } from './patience-diff.ts';

/** A passage in which two sequences differ. */
export interface Hunk<T> {
  /** Index in the reference at which it begins. */
  readonly at: number;
  readonly missing: readonly T[];
  readonly added: readonly T[];
}

/** Most edits of a shortest alignment: its cost grows with their square. */
const maxEdits = 2000;
/** The same between two anchors, of which there may be thousands. */
const maxEditsBetween = 200;

/**
 * Aligns two sequences: with the fewest edits if 2,000 suffice, otherwise along the items that occur once on each side. A
 * passage between two of these with more than 200 edits is one hunk.
 * @param keyOf items with the same key are the same item.
 * @returns the hunks, and the pairs that were aligned.
 */
export function alignSequences<T>(
  reference: readonly T[],
  candidate: readonly T[],
  keyOf: (item: T) => string,
): { readonly hunks: readonly Hunk<T>[]; readonly pairs: readonly (readonly [T, T])[] } {
  const [r, c] = [reference.map(keyOf), candidate.map(keyOf)];
  const matches = shortest(r, c, maxEdits) ?? alongAnchors(r, c);
  return {
    hunks: gaps(matches, reference.length, candidate.length).map(({ from, to }) => ({
      at: from[0],
      missing: reference.slice(from[0], to[0]),
      added: candidate.slice(from[1], to[1]),
    })),
    pairs: matches.map(([at, other]) => [reference[at] as T, candidate[other] as T]),
  };
}

/** Pairs of equal items in the shortest edit; undefined if it has more edits than allowed. */
function shortest(
  reference: readonly string[],
  candidate: readonly string[],
  maxEditLength: number,
): readonly Match[] | undefined {
  const changes = diffArrays([...reference], [...candidate], { maxEditLength });
  if (!changes) return undefined;
  const matches: Match[] = [];
  let [r, c] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (added) c += count;
    else if (removed) r += count;
    else for (let k = 0; k < count; k++) matches.push([r++, c++]);
  }
  return matches;
}

function alongAnchors(reference: readonly string[], candidate: readonly string[]): readonly Match[] {
  const fixed = anchors(reference, candidate);
  return gaps(fixed, reference.length, candidate.length)
    .flatMap(({ from, to }) => {
      const between = shortest(
        reference.slice(from[0], to[0]),
        candidate.slice(from[1], to[1]),
        maxEditsBetween,
      );
      return (between ?? []).map(([r, c]): Match => [from[0] + r, from[1] + c]);
    })
    .concat(fixed)
    .toSorted(([a], [b]) => a - b);
}

/** The passages between matches, in order. */
function gaps(
  matches: readonly Match[],
  reference: number,
  candidate: number,
): readonly { readonly from: Match; readonly to: Match }[] {
  const found: { from: Match; to: Match }[] = [];
  let from: Match = [0, 0];
  for (const to of [...matches, [reference, candidate] as const]) {
    if (to[0] > from[0] || to[1] > from[1]) found.push({ from, to });
    from = [to[0] + 1, to[1] + 1];
  }
  return found;
}

export interface Ends<T> {
  /** Items at the start of both. */
  readonly begin: readonly T[];
  /** Items between the common start and the common end. */
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Compares two lists only from both ends: what they do not share in the middle. */
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
