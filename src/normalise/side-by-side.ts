import { byOwner } from '../facets/statements/owners.ts';
import type { Json } from '../observe/observation.ts';
import { failureEventsInOrder, failuresInOrder, inPlace } from './end-of-run.ts';
import { type NodeEvent as Event, withoutIndex, withResultsInOrder } from './node-events.ts';
import type { Normaliser } from './normaliser.ts';
import { mixedInOrder } from './while-running.ts';

/**
 * Where the engine says that it works on several nodes at once, what it says and sends comes by node: its log in the order
 * in which nodes begin (`node-order` goes on from there), its console by their names, its statements by the name they
 * bear. Within a node nothing is moved. Where it works on one at a time, all is compared as it comes.
 */
export const sideBySide: Normaliser = {
  name: 'side-by-side',
  why: 'With several threads, the thread of a node and the order of lines and statements are random.',
  lines: (lines, { atOnce }) => (atOnce > 1 ? failuresInOrder(mixedInOrder(lines).map(ofAnyThread)) : lines),
  events: (events, { atOnce }) => (atOnce > 1 ? byTask(events) : events),
  statements: (statements, { atOnce }) => (atOnce > 1 ? byOwner(statements) : statements),
  value: (value, path, { atOnce }) =>
    atOnce > 1 && typeof value === 'string' && isResultThread(path) ? threadName(value) : value,
};

/** Threads that are alike: `Thread-2 (worker)`, `ThreadPoolExecutor-0_1`. */
const alike = /^(Thread-)\d+( \(worker\))$|^(ThreadPoolExecutor-\d+_)\d+$/;
/** In a result of run_results.json or of the log; the thread of an event itself is still to be told from others. */
const isResultThread = (path: readonly string[]) =>
  /^thread(_id)?$/.test(path.at(-1) ?? '') && path.at(-2) !== 'info';
const threadName = (name: string) => name.replace(alike, '$1$3{n}$2');
const isPool = (event: Event | undefined) => threadOf(event).startsWith('ThreadPoolExecutor');
const threadOf = (event: Event | undefined) => event?.info?.thread ?? '';

function byTask(events: readonly Json[]): readonly Json[] {
  const place = new Map(events.map((event, index) => [event as unknown as Event, index]));
  const [shared = [], own = []] = split([...place.keys()], (event) => !alike.test(threadOf(event)));
  const tasks = [...Map.groupBy(own, threadOf).values()].flatMap(tasksOf);
  const [pool = [], nodes = []] = split(tasks, ([first]) => isPool(first));
  const inOrder = [
    // Connections of a pool need nothing of each other; what a node needs has begun before it.
    ...pool
      .toSorted((one, other) => connectionOf(one).localeCompare(connectionOf(other)))
      // Not said where the thread had a connection of that name before.
      .map((task) => task.filter(({ info }) => info.name !== takes)),
    ...nodes.toSorted((one, other) => placeOf(one) - placeOf(other)).map((task) => task.map(overAnyOfPool)),
  ];
  return [
    ...asNodesEnd(shared.map(withResultsInOrder)),
    ...inOrder.flatMap((task) => task.filter(isOwn)).map(withoutNumbers),
  ] as unknown as readonly Json[];

  function placeOf([first]: readonly Event[]): number {
    return first ? (place.get(first) ?? 0) : 0;
  }
}

/**
 * Not the second SQL written within a task: it is that of an ephemeral model, which the first of the nodes that need it
 * compiles, and two do so at once if they come together. It bears the name of the node.
 */
const isOwn = (event: Event, at: number, task: readonly Event[]) =>
  !writesSql(event) || !task.slice(0, at).some(writesSql);
const writesSql = ({ info }: Event) => info.name === 'WritingInjectedSQLForNode';

const split = <T>(all: readonly T[], is: (one: T) => boolean) => [
  all.filter(is),
  all.filter((one) => !is(one)),
];

const takes = '{connection taken}';

/** What one thread does in turn: a task begins with a node, or in a pool with a connection, be it the one just closed. */
function tasksOf(events: readonly Event[]): readonly (readonly Event[])[] {
  const tasks: Event[][] = [];
  for (const [at, event] of events.entries()) {
    const again = event.info.name === 'ConnectionUsed' && events[at - 1]?.info.name === 'ConnectionClosed';
    const begins = isPool(event) ? event.info.name === takes || again : event.info.name === 'NodeStart';
    if (tasks.length === 0 || begins) tasks.push([]);
    tasks.at(-1)?.push(event);
  }
  return tasks;
}

/** Said of one node after the other, in the order in which they ended. */
const excluded = /^Excluded node '[^']*' from results$/;
function asNodesEnd(events: readonly Event[]): readonly Json[] {
  const text = (event: Json) => JSON.stringify(event);
  const is = (event: Json) => (event as unknown as Event).info;
  const sorted = inPlace(
    events as unknown as readonly Json[],
    (one) => excluded.test(is(one).msg ?? ''),
    text,
  );
  return failureEventsInOrder(sorted);
}

/** A node's thread may have the identity of one of a pool that has ended, and then has its connection, whichever that is. */
function overAnyOfPool(event: Event): Event {
  const { info, data } = event;
  const name = data?.conn_name ?? '';
  if (!/^(list|create)_/.test(name)) return event;
  return {
    info: { ...info, msg: info.msg?.replaceAll(name, '{of a pool}') },
    data: { ...data, conn_name: '{of a pool}' },
  };
}

const connectionOf = ([first]: readonly Event[]) => String(first?.data?.conn_name);

/** A line of the console that is an event, as `withoutNumbers` leaves it. */
const ofAnyThread = (line: string) =>
  line.startsWith('{"') && /"thread": ?"Thread/.test(line)
    ? JSON.stringify(withoutNumbers(JSON.parse(line) as Event))
    : line;

/** The thread's number, and the one the node got as it began. */
const withoutNumbers = (event: Event): Event => {
  const { info, ...rest } = withoutIndex(event);
  return { ...rest, info: { ...info, thread: threadName(threadOf({ info })) } };
};
