/** A log file in text instead of JSON: entries of one or more lines. */

/** Time, level and thread at the start of an entry, after an optional colour. */
const entry = /^.{0,5}?\d\d:\d\d:\d\d\.\d+ \[[^\]]*\] \[([^\]]*)\]:/;

/** The id of an invocation in the line with which it begins: `==== 06:58:21.5 | <id> ====`. */
export const invocationIdOfHeader = (line: string): string | undefined =>
  /^=+ .* \| ([0-9a-f-]{36}) =+$/.exec(line)?.[1];

/**
 * Groups the entries by thread, like `thread-order` for events. Within a thread their order stays.
 * A log without threads stays as it is.
 */
export function byThread(lines: readonly string[]): readonly string[] {
  let thread = '';
  const marked = lines.map((line) => {
    thread = entry.exec(line)?.[1] ?? thread;
    return { thread, line };
  });
  const threads = Map.groupBy(marked, (each) => each.thread);
  return [...threads.keys()].toSorted().flatMap((each) => (threads.get(each) ?? []).map(({ line }) => line));
}
