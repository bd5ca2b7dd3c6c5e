/** Console lines about nodes: `4 of 10 SKIP relation dev.orders ...... [SKIP]`. */

/** The number a node got as it started, and what is said of it. */
const numbered = /\b\d+( of \d+ (START|OK|PASS|FAIL|WARN|ERROR|SKIP|NO-OP|PARTIAL|REUSED)\b.*)$/;
/** The node: what the dots, or the reason, follow. */
const named = /(\S+) +(?:\.{2,}|due to |\[)/;

/** Whether a node was skipped, as the lines say. */
export const somethingSkipped = (lines: readonly string[]) =>
  lines.some((line) => numbered.exec(line)?.[2] === 'SKIP');

/** Whether a line that has been through `withoutNumber` is one of them. */
export const isAboutNode = (line: string) => line.includes('{n} of ');

/** Such a line without the number, and without how many dots fill up the rest of it. */
export const withoutNumber = (line: string) =>
  numbered.test(line) ? line.replace(numbered, '{n}$1').replace(/\.{2,}/, '…') : line;

/**
 * Takes the numbers from the lines about nodes and puts these lines in the order of the nodes' names, in the places where
 * such lines stand; what is said of one node stays in its order.
 */
export function byNode(lines: readonly string[]): readonly string[] {
  const about = lines.flatMap((line, at) => {
    const rest = numbered.exec(line)?.[1];
    return rest === undefined ? [] : [{ at, line: withoutNumber(line), node: named.exec(rest)?.[1] ?? rest }];
  });
  const sorted = about.toSorted((one, other) => (one.node < other.node ? -1 : Number(one.node > other.node)));
  const ordered = [...lines];
  for (const [index, { at }] of about.entries()) ordered[at] = sorted[index]?.line ?? '';
  return ordered;
}
