/** Differences between two sequences: lines, events, statements. */
import { diffArrays } from 'diff';

/** Where the two sequences part: what stands only in the reference, and what stands there in the candidate instead. */
export interface Hunk<T> {
  /** Index in the reference where it begins. */
  readonly at: number;
  readonly missing: readonly T[];
  readonly added: readonly T[];
}

/** The longest common subsequence is never looked for past this many edits: then all of it is one hunk. */
const maxEditLength = 2000;

/**
 * Aligns two sequences.
 * @param keyOf items with the same key are the same item.
 * @returns the hunks, and the pairs that were aligned.
 */
export function alignSequences<T>(
  reference: readonly T[],
  candidate: readonly T[],
  keyOf: (item: T) => string,
): { readonly hunks: readonly Hunk<T>[]; readonly pairs: readonly (readonly [T, T])[] } {
  const changes = diffArrays(reference.map(keyOf), candidate.map(keyOf), { maxEditLength });
  if (!changes) return { hunks: [{ at: 0, missing: reference, added: candidate }], pairs: [] };
  const hunks: { at: number; missing: T[]; added: T[] }[] = [];
  const pairs: [T, T][] = [];
  let [r, c] = [0, 0];
  let open: (typeof hunks)[number] | undefined;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      for (let k = 0; k < count; k++) pairs.push([reference[r + k] as T, candidate[c + k] as T]);
      [r, c, open] = [r + count, c + count, undefined];
      continue;
    }
    if (!open) {
      open = { at: r, missing: [], added: [] };
      hunks.push(open);
    }
    if (removed) {
      open.missing.push(...reference.slice(r, r + count));
      r += count;
    } else {
      open.added.push(...candidate.slice(c, c + count));
      c += count;
    }
  }
  return { hunks, pairs };
}
