/** Normalisers of the connections that dbt's threads take, open and reuse. */
import type { Json } from '../config/json.ts';
import { connectionOf, dataOf, isLogEvent, type LogEvent, nameOf, threadOf } from '../dbt/log-event.ts';
import { commentOf } from '../dbt/sql-comment.ts';
import type { Normaliser } from './normaliser.ts';

/**
 * Removes what a node does because the relations of its schema have not been listed yet. With one thread this is always the
 * first node of the schema, so it stays.
 */
export const cacheMiss: Normaliser = {
  name: 'cache-miss',
  why: 'With several threads, it is random which node lists a schema that is not in the cache, and whether two nodes list it.',
  events: (events, { atOnce }) => (atOnce > 1 ? withoutListings(events) : events),
  statements: (statements, { atOnce }) =>
    atOnce > 1 ? statements.filter(({ sql }) => !isListing(sql)) : statements,
};

/** Whether a node lists a schema. The listing of all schemas at the start names a connection in its comment, not a node. */
const isListing = (sql: string) =>
  commentOf(sql)?.node_id !== undefined && /'table' as type\s+from pg_tables\b/.test(sql);

const opening = 'NewConnectionOpening';
const isNamed = (name: string) => (event: Json) => nameOf(event) === name;

function withoutListings(events: readonly Json[]): readonly Json[] {
  if (!events.some(isNamed('CacheMiss'))) return events;
  const threads = [...Map.groupBy(events, threadOf).values()];
  const dropped = new Set(threads.flatMap(listingsIn));
  const openings = new Map(threads.flatMap((events) => openedLater(events, dropped)));
  const moved = new Set(openings.values());
  return events
    .filter((event) => !dropped.has(event) && !moved.has(event))
    .flatMap((event) => {
      const opened = openings.get(event);
      return opened === undefined ? [event] : [event, opened];
    });
}

/** Events of one thread that belong to a listing: the cache miss, the statement, the result. */
const listingsIn = (events: readonly Json[]): readonly Json[] =>
  events
    .flatMap((event, index) => {
      const [before, after] = [events.slice(0, index), events.slice(index)];
      if (isNamed('CacheMiss')(event)) return [event, after.find(isNamed('ListRelations'))];
      if (!isNamed('SQLQuery')(event) || !isListing(String(dataOf(event).sql))) return [];
      return [before.findLast(isNamed('ConnectionUsed')), event, after.find(isNamed('SQLQueryStatus'))];
    })
    .filter((event) => event !== undefined);

/** The first statement of a thread opens its connection. Without the listing, this is the next statement. */
const openedLater = (
  events: readonly Json[],
  dropped: ReadonlySet<Json>,
): readonly (readonly [query: Json, opening: Json])[] =>
  events.flatMap((event, index) => {
    const before = events[index - 1];
    if (!isNamed(opening)(event) || before === undefined || !dropped.has(before)) return [];
    const next = events.slice(index).find((each) => isNamed('SQLQuery')(each) && !dropped.has(each));
    return next === undefined ? [] : [[next, event] as const];
  });

/** The name of the event for a connection that is taken, new or from the pool. */
export const taken = '{connection taken}';

/**
 * A new connection and one from the pool become the same event. The event that a pooled connection is closed at the end is
 * removed, as is cancelling what an ended thread left in the pool (connections for schemas, not for nodes). That a
 * connection is left open stays.
 */
export const connectionPool: Normaliser = {
  name: 'connection-pool',
  why: 'dbt stores connections by thread id, and it is random whether a new thread gets the id of an earlier one.',
  events: (events) => events.flatMap((event) => (isLogEvent(event) ? pooled(event) : [event])),
  // The same on the console.
  lines: (lines) =>
    lines
      .filter((line) => !closed.test(line) && !cancelled.test(line))
      .map((line) => line.replace(acquired, "Connection '$1$2' is taken").replace(openingLine, '$1')),
};

function pooled(event: LogEvent): readonly Json[] {
  const connection = connectionOf(event);
  const { info } = event;
  switch (nameOf(event)) {
    case 'ConnectionClosedInCleanup':
      return [];
    case 'LogCancelLine':
      return /^(?:create|list)_/.test(connection ?? '') ? [] : [event];
    case 'NewConnection':
    case 'ConnectionReused': {
      const msg = `Connection ${connection} is taken`;
      return [{ info: { ...info, name: taken, code: taken, msg }, data: { conn_name: String(connection) } }];
    }
    case opening:
      return [{ ...event, data: {}, info: { ...info, msg: 'Opening a new connection' } }];
    default:
      return [event];
  }
}

const closed = /Connection '[^']*' was properly closed\.$/;
const cancelled = / CANCEL query (?:create|list)_\S+ \.* \[/;
const acquired =
  /Acquiring new \w+ connection '([^']*)'|Re-using an available connection from the pool \(formerly .*, now (.*)\)/;
const openingLine = /(Opening a new connection), currently in state (?:init|closed)/;
