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
  why: 'With several threads, which node lists a schema that is not in the cache, and whether two do so at once, is chance.',
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
  const threads = Map.groupBy(all, ({ info }) => info?.thread);
  return [...threads.values()].flatMap(withoutListing) as unknown as readonly Json[];
}

/** Events of one thread without those of a listing: that it is needed, its statement, what was found. */
function withoutListing(events: readonly Event[]): readonly Event[] {
  const dropped = new Set<Event | undefined>();
  for (const [index, event] of events.entries()) {
    const [before, after] = [events.slice(0, index), events.slice(index)];
    if (named('CacheMiss')(event)) dropped.add(event).add(after.find(named('ListRelations')));
    if (!named('SQLQuery')(event) || !isListing(event.data?.sql ?? '')) continue;
    dropped.add(event).add(before.findLast(named('ConnectionUsed')));
    dropped.add(after.find(named('SQLQueryStatus')));
  }
  // The first statement opens the connection: without the listing the next one does.
  const opened = (event: Event, index: number) => named(opening)(event) && dropped.has(events[index - 1]);
  const openings = events.filter(opened);
  const left = events.filter((event) => !dropped.has(event) && !openings.includes(event));
  return left.flatMap((event) => {
    const late = named('SQLQuery')(event) ? openings.shift() : undefined;
    return late ? [event, late] : [event];
  });
}

const opening = 'NewConnectionOpening';
const named = (name: string) => (event: Event) => event.info?.name === name;
