/** Delta debugging: the few of many pieces that something needs. */

/**
 * Leaves out pieces, many at a time, then fewer, as long as it still holds.
 * @param holds whether it holds with these alone; it holds with all.
 * @returns pieces of which none can be left out by itself.
 */
export async function ddmin<T>(
  pieces: readonly T[],
  holds: (kept: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = pieces;
  let size = kept.length;
  while (size >= 1 && kept.length > 0) {
    const before = kept.length;
    for (let at = 0; at < kept.length; ) {
      const without = kept.filter((_, index) => index < at || index >= at + size);
      if (await holds(without)) kept = without;
      else at += size;
    }
    // What could not go before may be able to go without what went after it.
    if (size > 1) size = Math.min(Math.floor(size / 2), kept.length);
    else if (kept.length === before) break;
  }
  return kept;
}
