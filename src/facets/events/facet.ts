import { type Json, textAt } from '../../config/json.ts';
import type { InvocationEvents } from '../../dbt/invocations.ts';
import { nameOf, nodeIdOf } from '../../dbt/log-event.ts';
import { alignSequences } from '../../diff/sequence.ts';
import { structuralDifferences } from '../../diff/structure.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';

type EventDifference = DifferenceOf<'events', typeof kinds>;
const facet = 'events' as const;

/** The engine’s own log: which invocations, which events in each, in which order, with which content. */
const compareEvents: Comparator<'events', typeof kinds> = (
  { invocations: reference },
  { invocations: candidate },
) => {
  if (reference.length > 0 && candidate.length === 0)
    return [{ facet, kind: 'output-missing', path: '', reference: reference.map(summary) }];
  const { hunks, pairs } = alignSequences(reference, candidate, ({ command }) => command);
  return [
    ...hunks.flatMap(({ missing, added }): EventDifference[] => [
      ...missing.map((invocation) => ({
        facet,
        kind: 'invocation-missing' as const,
        path: invocation.command,
        reference: summary(invocation),
      })),
      ...added.map((invocation) => ({
        facet,
        kind: 'invocation-added' as const,
        path: invocation.command,
        candidate: summary(invocation),
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
  // An event that is missing at one position and added at another has moved.
  const [gone, extra] = [counted(missing), counted(added)];
  return [
    ...missing.map((event) => ({
      facet,
      kind: extra.take(identityOf(event)) ? ('event-moved' as const) : ('event-missing' as const),
      path: eventName(event),
      reference: event,
    })),
    ...added
      .filter((event) => !gone.take(identityOf(event)))
      .map((event) => ({ facet, kind: 'event-added' as const, path: eventName(event), candidate: event })),
    ...pairs.flatMap(([r, c]) => compareEvent(r, c)),
  ];
}

/** Counts events by identity. `take` removes one of an identity and returns whether there was one. */
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
  // The message is made from the data, so it is only compared if the data is equal.
  const data = found.filter(({ path }) => path !== 'info/msg');
  const node = nodeIdOf(reference);
  return (data.length > 0 ? data : found).map(({ path, kind: _, ...values }) => ({
    facet,
    kind: 'event-changed',
    path: `${eventName(reference)}/${path}`,
    ...(node !== undefined && { node }),
    ...values,
  }));
}

const eventName = (event: Json) => nameOf(event) ?? '(not an event)';

/** Events are the same if they have the same name and are about the same node or artifact. */
const identityOf = (event: Json) =>
  `${eventName(event)} ${nodeIdOf(event) ?? textAt(event, 'data', 'artifact_path') ?? ''}`;

export const events = defineFacet({
  name: 'events',
  label: 'log events',
  where: 'In the log (`logs/dbt.log`)',
  about: 'The engine’s own log: its invocations, and the events of each with order and content.',
  lookIn: ['task/{command}', 'cli/{command}', 'task/runnable', 'tasks/{command}'],
  strength: 6,
  compare: compareEvents,
  kinds,
});
