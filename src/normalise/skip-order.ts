import type { Normaliser } from './normaliser.ts';

/** A line about a node: `4 of 10 SKIP relation dev.orders ...... [SKIP]`. */
const numbered = /\b\d+( of \d+ (START|OK|PASS|FAIL|WARN|ERROR|SKIP|NO-OP|PARTIAL|REUSED)\b.*)$/;
/** The node: what the dots, or the reason, follow. */
const named = /(\S+) (?:\.{2,}|due to |\[)/;

/**
 * Where nodes are skipped, the lines about nodes lose their numbers and come in the order of the nodes' names, in the
 * places where such lines stand; what is said of one node stays in its order. What came before what is still seen in the
 * log, as far as nodes need each other.
 */
export const skipOrder: Normaliser = {
  name: 'skip-order',
  why: 'dbt takes the next node from its queue while a skipped one, which takes no time, still releases others into it.',
  lines: (lines) => {
    const about = lines.flatMap((line, at) => {
      const [, rest = '', verb] = numbered.exec(line) ?? [];
      return verb === undefined
        ? []
        : [{ at, verb, line: line.replace(numbered, '{n}$1'), node: nodeOf(rest) }];
    });
    if (!about.some(({ verb }) => verb === 'SKIP')) return lines;
    const sorted = about.toSorted((one, other) =>
      one.node < other.node ? -1 : Number(one.node > other.node),
    );
    const ordered = [...lines];
    for (const [index, { at }] of about.entries()) ordered[at] = sorted[index]?.line ?? '';
    return ordered;
  },
};

const nodeOf = (rest: string) => named.exec(rest)?.[1] ?? rest;
