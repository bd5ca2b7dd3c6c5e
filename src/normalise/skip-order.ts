import type { Json } from '../observe/observation.ts';
import { type NodeEvent, withoutIndex, withResultsInOrder } from './node-events.ts';
import { byNode } from './node-lines.ts';
import type { Normaliser } from './normaliser.ts';

/**
 * Where nodes are skipped, the lines about nodes come by node. What came before what is still seen in the log, as far as
 * nodes need each other.
 */
export const skipOrder: Normaliser = {
  name: 'skip-order',
  why: 'dbt takes the next node from its queue while a skipped node is still adding others to it.',
  lines: (lines, { skips }) => (skips ? byNode(lines) : lines),
  // `node-order` has the order of the events themselves.
  events: (events, { skips }) =>
    skips
      ? ((events as unknown as readonly NodeEvent[]).map((event) =>
          event?.info ? withResultsInOrder(withoutIndex(event)) : event,
        ) as unknown as readonly Json[])
      : events,
};
