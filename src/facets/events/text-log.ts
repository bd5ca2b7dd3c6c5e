/** A log file in text rather than JSON: entries of a line or more. */

/** Time, level and thread an entry begins with; a colour may stand before. */
const head = /^.{0,5}?\d\d:\d\d:\d\d\.\d+ \[[^\]]*\] \[([^\]]*)\]:/;

/**
 * Puts the entries of each thread together, as `thread-order` does with events; within a thread their order stays.
 * A log that names no threads stays as it is.
 */
export function byThread(lines: readonly string[]): readonly string[] {
  let thread = '';
  const marked = lines.map((line) => {
    thread = head.exec(line)?.[1] ?? thread;
    return { thread, line };
  });
  const threads = Map.groupBy(marked, (each) => each.thread);
  return [...threads.keys()].toSorted().flatMap((each) => (threads.get(each) ?? []).map(({ line }) => line));
}
