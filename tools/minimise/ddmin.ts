/**
 * Delta debugging (ddmin, Zeller and Hildebrandt 2002): removes pieces, first many at once, then fewer, as long as a test
 * still succeeds.
 * @param holds the test with these pieces only; it succeeds with all pieces.
 * @returns pieces of which none can be removed alone.
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
    // A piece may be removable after a later piece was removed.
    if (size > 1) size = Math.min(Math.floor(size / 2), kept.length);
    else if (kept.length === before) break;
  }
  return kept;
}
