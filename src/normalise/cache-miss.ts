import type { Json } from '../observe/observation.ts';
import type { Normaliser } from './normaliser.ts';

interface Event {
  readonly info?: { readonly name?: string; readonly thread?: string };
  readonly data?: { readonly sql?: string };
}

/**
 * What a node does because nobody has listed the relations of its schema yet. With one thread it is the first node of the
 * schema, and stays.
 */
export const cacheMiss: Normaliser = {
  name: 'cache-miss',
  why: 'With several threads, it is random which node lists a schema that is not in the cache, and whether two nodes list it.',
  events: (events, { atOnce }) => (atOnce > 1 ? withoutListings(events) : events),
  statements: (statements, { atOnce }) =>
    atOnce > 1 ? statements.filter(({ sql }) => !isListing(sql)) : statements,
};

/** Of a node: the comment before it names one. Listing all schemas at the start bears the name of a connection. */
const isListing = (sql: string) =>
  /^\s*\/\*.*"node_id".*\*\//.test(sql) && /'table' as type\s+from pg_tables\b/.test(sql);

function withoutListings(events: readonly Json[]): readonly Json[] {
  const all = events as unknown as readonly Event[];
  if (!all.some(named('CacheMiss'))) return events;
  const threads = [...Map.groupBy(all, ({ info }) => info?.thread).values()];
  const dropped = new Set(threads.flatMap(ofListings));
  const openings = new Map(threads.flatMap((events) => openedLater(events, dropped)));
  const moved = new Set(openings.values());
  return all
    .filter((event) => !dropped.has(event) && !moved.has(event))
    .flatMap((event) => [event, openings.get(event)])
    .filter((event) => event !== undefined) as unknown as readonly Json[];
}

/** Events of one thread that belong to a listing: that it is needed, its statement, what was found. */
const ofListings = (events: readonly Event[]): readonly Event[] =>
  events
    .flatMap((event, index) => {
      const [before, after] = [events.slice(0, index), events.slice(index)];
      if (named('CacheMiss')(event)) return [event, after.find(named('ListRelations'))];
      if (!named('SQLQuery')(event) || !isListing(event.data?.sql ?? '')) return [];
      return [before.findLast(named('ConnectionUsed')), event, after.find(named('SQLQueryStatus'))];
    })
    .filter((event) => event !== undefined);

/** The first statement opens the connection: without the listing the next one of the thread does. */
const openedLater = (
  events: readonly Event[],
  dropped: ReadonlySet<Event>,
): readonly (readonly [Event, Event])[] =>
  events.flatMap((event, index) => {
    const before = events[index - 1];
    if (!named(opening)(event) || !before || !dropped.has(before)) return [];
    const next = events.slice(index).find((one) => named('SQLQuery')(one) && !dropped.has(one));
    return next ? [[next, event] as const] : [];
  });

const opening = 'NewConnectionOpening';
const named = (name: string) => (event: Event) => event.info?.name === name;
