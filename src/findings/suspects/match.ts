/** Which strings of the code occur in texts of the evidence. */

/** A string of the code that was found. */
export interface Match {
  /** Index of the string. */
  readonly string: number;
  /** Indices of the texts that contain it. */
  readonly texts: readonly number[];
}

const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];

/**
 * Finds strings in texts as whole words. Of two strings that overlap in a text only the longer counts there.
 * @param strings of the code.
 * @param texts of the evidence.
 */
export function matchStrings(strings: readonly string[], texts: readonly string[]): readonly Match[] {
  const byWord = wordsOf(texts);
  const found = strings.flatMap((text, string) => {
    const containing = textsWith(text, byWord).filter((index) => findIn(texts[index] ?? '', text) >= 0);
    return containing.length > 0 ? [{ string, text, containing }] : [];
  });
  const claimed = texts.map((): (readonly [number, number])[] => []);
  const longestFirst = found.toSorted((a, b) => b.text.length - a.text.length);
  return longestFirst.flatMap(({ string, text, containing }) => {
    const own = containing.filter((index) =>
      claim(claimed[index] ?? [], findIn(texts[index] ?? '', text), text.length),
    );
    return own.length > 0 ? [{ string, texts: own }] : [];
  });
}

/** Whether something of the range is not part of a longer string yet. The same range may be claimed twice. */
function claim(taken: (readonly [number, number])[], start: number, length: number): boolean {
  const end = start + length;
  if (taken.some(([from, to]) => from <= start && end <= to && to - from > length)) return false;
  taken.push([start, end]);
  return true;
}

function wordsOf(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const [index, text] of texts.entries())
    for (const word of words(text)) {
      const known = found.get(word);
      if (known) known.add(index);
      else found.set(word, new Set([index]));
    }
  return found;
}

/** Texts that have all words of a string. */
function textsWith(text: string, byWord: ReadonlyMap<string, ReadonlySet<number>>): readonly number[] {
  const sets = words(text).map((word) => byWord.get(word));
  const [smallest] = sets.toSorted((a, b) => (a?.size ?? 0) - (b?.size ?? 0));
  return smallest ? [...smallest].filter((index) => sets.every((set) => set?.has(index))) : [];
}

/** Where a string is in a text, not cut out of a longer word; -1 where it is not. */
function findIn(text: string, wanted: string): number {
  const [first, last] = [/^[\p{L}\p{N}_]/u.test(wanted), /[\p{L}\p{N}_]$/u.test(wanted)];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = first && /[\p{L}\p{N}_]/u.test(text[at - 1] ?? '');
    const after = last && /[\p{L}\p{N}_]/u.test(text[at + wanted.length] ?? '');
    if (!before && !after) return at;
  }
  return -1;
}
