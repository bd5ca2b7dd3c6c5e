/** Differences between two sequences: lines, events, statements. */
import { diffArrays } from 'diff';
import { landmarks, type Match } from './landmarks.ts';

/** Where the two sequences part: what stands only in the reference, and what stands there in the candidate instead. */
export interface Hunk<T> {
  /** Index in the reference where it begins. */
  readonly at: number;
  readonly missing: readonly T[];
  readonly added: readonly T[];
}

/** The longest common subsequence is never looked for past this many edits: its cost grows with their square. */
const maxEdits = 2000;
/** The same for what lies between two landmarks, of which there may be thousands. */
const maxEditsBetween = 200;

/**
 * Aligns two sequences. The alignment is the shortest there is up to 2,000 edits. Past that it follows the items that
 * are there once on each side; a passage between two of them with more than 200 edits is one hunk.
 * @param keyOf items with the same key are the same item.
 * @returns the hunks, and the pairs that were aligned.
 */
export function alignSequences<T>(
  reference: readonly T[],
  candidate: readonly T[],
  keyOf: (item: T) => string,
): { readonly hunks: readonly Hunk<T>[]; readonly pairs: readonly (readonly [T, T])[] } {
  const [r, c] = [reference.map(keyOf), candidate.map(keyOf)];
  const matches = shortest(r, c, maxEdits) ?? alongLandmarks(r, c);
  return {
    hunks: gaps(matches, reference.length, candidate.length).map(({ from, to }) => ({
      at: from[0],
      missing: reference.slice(from[0], to[0]),
      added: candidate.slice(from[1], to[1]),
    })),
    pairs: matches.map(([at, other]) => [reference[at] as T, candidate[other] as T]),
  };
}

/** The items that stand for each other in the shortest edit; undefined where that has more edits than allowed. */
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

function alongLandmarks(reference: readonly string[], candidate: readonly string[]): readonly Match[] {
  const marks = landmarks(reference, candidate);
  return gaps(marks, reference.length, candidate.length)
    .flatMap(({ from, to }) => {
      const between = shortest(
        reference.slice(from[0], to[0]),
        candidate.slice(from[1], to[1]),
        maxEditsBetween,
      );
      return (between ?? []).map(([r, c]): Match => [from[0] + r, from[1] + c]);
    })
    .concat(marks)
    .toSorted(([a], [b]) => a - b);
}

/** The passages between matches, in order; each ends before the match it leads up to. */
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
