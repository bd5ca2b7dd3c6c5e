/** Lines that dbt prints about nodes: `4 of 10 SKIP relation dev.orders ...... [SKIP]`. */

/** The number a node got when it started, and the rest of the line. */
const numbered = /\b\d+( of \d+ (START|OK|PASS|FAIL|WARN|ERROR|SKIP|NO-OP|PARTIAL|REUSED)\b.*)$/;
/** The name of the node, before the dots or the reason. */
const named = /(\S+) +(?:\.{2,}|due to |\[)/;
/** Printed before the first node. */
const concurrency = /\bConcurrency: (\d+) threads?\b/;

/** Whether a line says that a node was skipped. */
export const isSkip = (line: string): boolean => numbered.exec(line)?.[2] === 'SKIP';

/** How many threads run nodes, if the text says so. */
export function threadsIn(text: string): number | undefined {
  const found = concurrency.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Whether a line that `withoutNumber` has processed is about a node. */
export const isAboutNode = (line: string): boolean => line.includes('{n} of ');

/** A line without the number of its node, and with one character for the dots, whose count depends on that number. */
export const withoutNumber = (line: string): string =>
  numbered.test(line) ? line.replace(numbered, '{n}$1').replace(/\.{2,}/, '…') : line;

/**
 * Removes the numbers from lines about nodes and sorts these lines by node, at the positions where such lines are. Lines
 * about one node keep their order.
 */
export function byNode(lines: readonly string[]): readonly string[] {
  const about = lines.flatMap((line, at) => {
    const rest = numbered.exec(line)?.[1];
    return rest === undefined ? [] : [{ at, line: withoutNumber(line), node: named.exec(rest)?.[1] ?? rest }];
  });
  const sorted = about.toSorted((a, b) => (a.node < b.node ? -1 : Number(a.node > b.node)));
  const ordered = [...lines];
  for (const [index, { at }] of about.entries()) ordered[at] = sorted[index]?.line ?? '';
  return ordered;
}
