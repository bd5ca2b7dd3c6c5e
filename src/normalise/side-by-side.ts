/** The normaliser of what threads that run nodes at the same time write. */
import { stripVTControlCharacters } from 'node:util';
import { type Json, jsonIn } from '../config/json.ts';
import { byNode, isAboutNode, threadsIn } from '../dbt/console-lines.ts';
import {
  connectionOf,
  isLogEvent,
  type LogEvent,
  messageOf,
  nameOf,
  threadOf,
  withData,
  withInfo,
} from '../dbt/log-event.ts';
import { byOwner } from '../dbt/statement-order.ts';
import { taken } from './connections.ts';
import { failureEventsInOrder, failuresInOrder, sortOnly } from './failures.ts';
import type { Normaliser } from './normaliser.ts';
import { withoutIndex, withResultsInOrder } from './orders.ts';

/**
 * If the engine says that it runs several nodes at once, its output is sorted by node: the log in the order in which nodes
 * start (`node-order` continues from there), the console by names, statements by the name in their comment. Within a node
 * nothing is moved. If it runs one node at a time, everything is compared as it is.
 */
export const sideBySide: Normaliser = {
  name: 'side-by-side',
  why: 'With several threads, the thread of a node and the order of lines and statements are random.',
  lines: (lines, { atOnce }) => (atOnce > 1 ? failuresInOrder(mixedInOrder(lines).map(ofAnyThread)) : lines),
  events: (events, { atOnce }) => (atOnce > 1 ? byTask(events) : events),
  statements: (statements, { atOnce }) => (atOnce > 1 ? byOwner(statements) : statements),
  value: (value, path, { atOnce }) =>
    atOnce > 1 && typeof value === 'string' && isThreadOfResult(path) ? threadName(value) : value,
};

const ends = /\b(Finished running|Completed (successfully|with) |Done\. PASS=)/;

/**
 * Between the first node and the summary, lines about nodes come sorted by node, then all others sorted by text: what a node's
 * own code prints, or what is printed about it without its number, may come between any lines.
 */
function mixedInOrder(lines: readonly string[]): readonly string[] {
  const plain = lines.map((line) => stripVTControlCharacters(line));
  const from = plain.findIndex((line) => threadsIn(line) !== undefined) + 1;
  if (from === 0) return byNode(lines);
  const length = plain.slice(from).findIndex((line) => ends.test(line));
  const to = length === -1 ? lines.length : from + length;
  const during = byNode(lines.slice(from, to));
  const others = during.filter((line) => !isAboutNode(line)).toSorted();
  return [...lines.slice(0, from), ...during.filter(isAboutNode), ...others, ...lines.slice(to)];
}

/** Threads that do the same work: `Thread-2 (worker)`, `ThreadPoolExecutor-0_1`. */
const worker = /^(Thread-)\d+( \(worker\))$|^(ThreadPoolExecutor-\d+_)\d+$/;
/** In a result of run_results.json or of the log. The thread of an event itself is still needed to group events. */
const isThreadOfResult = (path: readonly string[]) =>
  /^thread(_id)?$/.test(path.at(-1) ?? '') && path.at(-2) !== 'info';
const threadName = (name: string) => name.replace(worker, '$1$3{n}$2');

type Task = readonly Json[];

function byTask(events: readonly Json[]): readonly Json[] {
  const positions = new Map(events.map((event, index) => [event, index]));
  const positionOf = ([first]: Task) => (first === undefined ? 0 : (positions.get(first) ?? 0));
  const ofWorker = (event: Json) => worker.test(threadOf(event) ?? '');
  const tasks = [...Map.groupBy(events.filter(ofWorker), threadOf).values()].flatMap(tasksIn);
  const isPool = ([first]: Task) => isOfPool(first);
  const inOrder = [
    // Connections of a pool do not need each other. What a node needs has started before it.
    ...tasks
      .filter(isPool)
      .toSorted((a, b) => String(connectionOf(a[0])).localeCompare(String(connectionOf(b[0]))))
      // Not logged if the thread had a connection of that name before.
      .map((task) => task.filter((event) => nameOf(event) !== taken)),
    ...tasks
      .filter((task) => !isPool(task))
      .toSorted((a, b) => positionOf(a) - positionOf(b))
      .map((task) => task.map(ifEvent(withAnyConnectionOfPool))),
  ];
  const shared = events.filter((event) => !ofWorker(event)).map(ifEvent(withResultsInOrder));
  return [
    ...failureEventsInOrder(
      sortOnly(shared, (event) => excluded.test(messageOf(event) ?? ''), JSON.stringify),
    ),
    ...inOrder.flatMap((task) => task.filter(isOwn)).map(ifEvent(withoutNumbers)),
  ];
}

const ifEvent = (change: (event: LogEvent) => LogEvent) => (event: Json) =>
  isLogEvent(event) ? change(event) : event;

const isOfPool = (event: Json | undefined) => threadOf(event)?.startsWith('ThreadPoolExecutor') ?? false;

/** Logged for each excluded node, in the order in which they ended. */
const excluded = /^Excluded node '[^']*' from results$/;

/** What a thread does one after the other. A task begins with a node; in a pool with a connection, even the one just closed. */
function tasksIn(events: readonly Json[]): readonly Task[] {
  const tasks: Json[][] = [];
  for (const [at, event] of events.entries()) {
    const isReused = nameOf(event) === 'ConnectionUsed' && nameOf(events[at - 1]) === 'ConnectionClosed';
    const begins = isOfPool(event) ? nameOf(event) === taken || isReused : nameOf(event) === 'NodeStart';
    if (tasks.length === 0 || begins) tasks.push([]);
    tasks.at(-1)?.push(event);
  }
  return tasks;
}

/**
 * False for the second SQL written in a task. It belongs to an ephemeral model, which the first of the nodes that need it
 * compiles; two nodes do so if they start at the same time. The event names the node.
 */
const isOwn = (event: Json, at: number, task: Task) =>
  !writesSql(event) || !task.slice(0, at).some(writesSql);
const writesSql = (event: Json) => nameOf(event) === 'WritingInjectedSQLForNode';

/** A node's thread may have the id of a thread of a pool that has ended. It then uses that thread's connection. */
function withAnyConnectionOfPool(event: LogEvent): LogEvent {
  const connection = connectionOf(event) ?? '';
  if (!/^(list|create)_/.test(connection)) return event;
  const [any, message] = ['{of a pool}', messageOf(event)];
  const named = withData(event, { conn_name: any });
  return message === undefined ? named : withInfo(named, { msg: message.replaceAll(connection, any) });
}

/** A line of the console that is an event, as `withoutNumbers` leaves it. */
function ofAnyThread(line: string): string {
  const event = line.startsWith('{"') && /"thread": ?"Thread/.test(line) ? jsonIn(line) : undefined;
  return isLogEvent(event) ? JSON.stringify(withoutNumbers(event)) : line;
}

/** Without the numbers of thread and node. */
const withoutNumbers = (event: LogEvent): LogEvent =>
  withInfo(withoutIndex(event), { thread: threadName(threadOf(event) ?? '') });
