/** Normalisers of the order in which dbt's threads and nodes write events and results. */
import { isObject, type Json } from '../config/json.ts';
import { idOf, resultsIn } from '../dbt/artifacts.ts';
import { byNode, withoutNumber } from '../dbt/console-lines.ts';
import {
  dataOf,
  isLogEvent,
  type LogEvent,
  messageOf,
  nameOf,
  nodeIdOf,
  threadOf,
  withData,
  withInfo,
} from '../dbt/log-event.ts';
import { inNodeOrder, type Parents } from '../dbt/node-graph.ts';
import type { Context, Normaliser } from './normaliser.ts';

/**
 * Groups events by thread. Within each thread their order stays. That the main thread reports something before the nodes
 * start is still visible on the console.
 */
export const threadOrder: Normaliser = {
  name: 'thread-order',
  why: 'Several threads write log lines (main thread, workers, result handler of the pool) in random order.',
  events: (events) => {
    const threads = Map.groupBy(events, (event) => threadOf(event) ?? '');
    return [...threads.keys()].toSorted().flatMap((thread) => threads.get(thread) ?? []);
  },
};

/**
 * If nodes are skipped, lines about nodes are sorted by node. Which node came before which is still visible in the log, as
 * far as nodes need each other.
 */
export const skipOrder: Normaliser = {
  name: 'skip-order',
  why: 'dbt takes the next node from its queue while a skipped node is still adding others to it.',
  lines: (lines, { skips }) => (skips ? byNode(lines) : lines),
  // `node-order` sorts the events themselves.
  events: (events, { skips }) =>
    skips
      ? events.map((event) => (isLogEvent(event) ? withResultsInOrder(withoutIndex(event)) : event))
      : events,
};

/** An event without the number that its node got when it started. */
export function withoutIndex(event: LogEvent): LogEvent {
  const message = messageOf(event);
  const unnumbered = message === undefined ? event : withInfo(event, { msg: withoutNumber(message) });
  return dataOf(event).index === undefined ? unnumbered : withData(unnumbered, { index: '{n}' });
}

/** Results are listed in the order in which nodes end. In the log they have no ids, so they are sorted by their text. */
export function withResultsInOrder(event: LogEvent): LogEvent {
  const { results } = dataOf(event);
  return Array.isArray(results) ? withData(event, { results: results.toSorted(byText) }) : event;
}

const byText = (a: Json, b: Json) => JSON.stringify(a).localeCompare(JSON.stringify(b));

/**
 * Nodes that do not need each other are sorted by name, in log and results. If a node comes before one that it needs, these
 * two keep their order, because this is not random. The console numbers nodes when they start, and is left alone.
 */
export const nodeOrder: Normaliser = {
  name: 'node-order',
  why: 'A node is queued when its last parent has finished. Whether another node starts first is a race condition.',
  events: (events, context) => (isKnown(context) ? inBlocks(events, context.parents) : events),
  artifact: (name, content, context) => {
    const results = resultsIn(content);
    // All sources are queued at the start: only several threads change their order, in a file of any name.
    const varies = name.endsWith('/run_results.json') || context.atOnce > 1;
    if (!isObject(content) || !results || !varies || !isKnown(context)) return content;
    return { ...content, results: inNodeOrder(results, idOf, context.parents) };
  },
};

/** Without a manifest it is not known which nodes need each other. With several threads the order says nothing about that. */
const isKnown = ({ parents, atOnce }: Pick<Context, 'parents' | 'atOnce'>) => parents.size > 0 || atOnce > 1;

const isStart = (event: Json) => nameOf(event) === 'NodeStart';

/** Sorts blocks of events, one for each node. Within a block the order stays. */
function inBlocks(events: readonly Json[], parents: Parents): readonly Json[] {
  const first = events.findIndex(isStart);
  if (first === -1) return events;
  const last = events.findLastIndex((event) => nameOf(event) === 'NodeFinished');
  const blocks: Json[][] = [];
  for (const event of events.slice(first, last + 1)) {
    if (isStart(event) || blocks.length === 0) blocks.push([]);
    blocks.at(-1)?.push(event);
  }
  return [
    ...marksInOrder(events.slice(0, first), parents),
    ...inNodeOrder(blocks, ([start]) => String(nodeIdOf(start)), parents).flat(),
    ...marksInOrder(events.slice(last + 1), parents),
  ];
}

/** The thread that handles results logs each node whose children are skipped, in the order in which the nodes end. */
function marksInOrder(events: readonly Json[], parents: Parents): readonly Json[] {
  const isMark = (event: Json) => nameOf(event) === 'MarkSkippedChildren';
  const idOfMark = (event: Json) => String(dataOf(event).unique_id);
  const marks = inNodeOrder(events.filter(isMark), idOfMark, parents).values();
  return events.map((event) => (isMark(event) ? (marks.next().value as Json) : event));
}
