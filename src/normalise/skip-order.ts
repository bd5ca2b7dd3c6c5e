import { byNode, somethingSkipped } from './node-lines.ts';
import type { Normaliser } from './normaliser.ts';

/**
 * Where nodes are skipped, the lines about nodes come by node. What came before what is still seen in the log, as far as
 * nodes need each other.
 */
export const skipOrder: Normaliser = {
  name: 'skip-order',
  why: 'dbt takes the next node from its queue while a skipped one, which takes no time, still releases others into it.',
  lines: (lines) => (somethingSkipped(lines) ? byNode(lines) : lines),
};
