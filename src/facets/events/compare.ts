import type { Comparator, DifferenceOf } from '../facet.ts';
import type { kinds } from './kinds.ts';

type EventDifference = DifferenceOf<'events', typeof kinds>;

import type { InvocationEvents } from '../../dbt/invocations.ts';
import { alignSequences } from '../../diff/sequence.ts';
import { structuralDifferences } from '../../diff/structure.ts';
import type { Json } from '../../observe/observation.ts';

const facet = 'events' as const;

/** The engine’s own log: which invocations, which events in each, in which order, with which content. */
export const compareEvents: Comparator<'events', typeof kinds> = (
  { invocations: reference },
  { invocations: candidate },
) => {
  if (reference.length > 0 && candidate.length === 0)
    return [{ facet, kind: 'output-missing', path: '', reference: reference.map(summary) }];
  const { hunks, pairs } = alignSequences(reference, candidate, ({ command }) => command);
  return [
    ...hunks.flatMap(({ missing, added }): EventDifference[] => [
      ...missing.map((one) => ({
        facet,
        kind: 'invocation-missing' as const,
        path: one.command,
        reference: summary(one),
      })),
      ...added.map((one) => ({
        facet,
        kind: 'invocation-added' as const,
        path: one.command,
        candidate: summary(one),
      })),
    ]),
    ...pairs.flatMap(([r, c]) => compareInvocation(r.events, c.events)),
  ];
};

const summary = ({ command, events }: InvocationEvents) => ({ command, events: events.length });

function compareInvocation(
  reference: readonly Json[],
  candidate: readonly Json[],
): readonly EventDifference[] {
  const { hunks, pairs } = alignSequences(reference, candidate, identityOf);
  const missing = hunks.flatMap((hunk) => hunk.missing);
  const added = hunks.flatMap((hunk) => hunk.added);
  // The same event is both missing here and added elsewhere: it moved.
  const [gone, isNew] = [counted(missing), counted(added)];
  return [
    ...missing.map((event) => ({
      facet,
      kind: isNew.take(identityOf(event)) ? ('event-moved' as const) : ('event-missing' as const),
      path: nameOf(event),
      reference: event,
    })),
    ...added
      .filter((event) => !gone.take(identityOf(event)))
      .map((event) => ({ facet, kind: 'event-added' as const, path: nameOf(event), candidate: event })),
    ...pairs.flatMap(([r, c]) => compareEvent(r, c)),
  ];
}

/** How many events there are of each identity; `take` uses one up and says whether there was one. */
function counted(events: readonly Json[]): { readonly take: (identity: string) => boolean } {
  const left = new Map<string, number>();
  for (const event of events) left.set(identityOf(event), (left.get(identityOf(event)) ?? 0) + 1);
  return {
    take: (identity) => {
      const number = left.get(identity) ?? 0;
      left.set(identity, number - 1);
      return number > 0;
    },
  };
}

function compareEvent(reference: Json, candidate: Json): readonly EventDifference[] {
  const found = structuralDifferences(reference, candidate);
  // The message is made of the data: where those differ, it only says so again.
  const data = found.filter(({ path }) => path !== 'info/msg');
  const node = nodeOf(reference);
  return (data.length > 0 ? data : found).map(({ path, kind: _, ...values }) => ({
    facet,
    kind: 'event-changed',
    path: `${nameOf(reference)}/${path}`,
    ...(node !== undefined && { node }),
    ...values,
  }));
}

interface Event {
  readonly info?: { readonly name?: string };
  readonly data?: {
    readonly node_info?: { readonly unique_id?: string };
    readonly artifact_path?: string;
  };
}

const nameOf = (event: Json) => (event as Event | null)?.info?.name ?? '(not an event)';

const nodeOf = (event: Json) => (event as Event | null)?.data?.node_info?.unique_id;

/** What makes two events the same event: its name, and the node or the artifact it is about. */
const identityOf = (event: Json) =>
  `${nameOf(event)} ${nodeOf(event) ?? (event as Event | null)?.data?.artifact_path ?? ''}`;
