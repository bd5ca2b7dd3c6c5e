import type { InvocationEvents } from '../normalise/invocations.ts';
import type { Json } from '../observe/observation.ts';
import type { Comparator } from './comparator.ts';
import type { Deviation } from './difference.ts';
import { alignSequences } from './sequence.ts';
import { structuralDifferences } from './structure.ts';

const facet = 'events' as const;

/** The engine’s own log: which invocations, which events in each, in which order, with which content. */
export const compareEvents: Comparator = ({ invocations: reference }, { invocations: candidate }) => {
  if (reference.length > 0 && candidate.length === 0)
    return [{ facet, kind: 'output-missing', path: '', reference: reference.map(summary) }];
  const { hunks, pairs } = alignSequences(reference, candidate, ({ command }) => command);
  return [
    ...hunks.flatMap(({ missing, added }): Deviation[] => [
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

function compareInvocation(reference: readonly Json[], candidate: readonly Json[]): readonly Deviation[] {
  const { hunks, pairs } = alignSequences(reference, candidate, identityOf);
  const added = hunks.flatMap((hunk) => hunk.added);
  const missing = hunks.flatMap((hunk) => hunk.missing);
  const deviations: Deviation[] = [];
  for (const event of missing) {
    // The same event is both missing here and added elsewhere: it moved.
    const elsewhere = added.findIndex((other) => identityOf(other) === identityOf(event));
    if (elsewhere >= 0) added.splice(elsewhere, 1);
    const kind = elsewhere >= 0 ? 'event-moved' : 'event-missing';
    deviations.push({ facet, kind, path: nameOf(event), reference: event });
  }
  for (const event of added)
    deviations.push({ facet, kind: 'event-added', path: nameOf(event), candidate: event });
  return [...deviations, ...pairs.flatMap(([r, c]) => compareEvent(r, c))];
}

function compareEvent(reference: Json, candidate: Json): readonly Deviation[] {
  const found = structuralDifferences(reference, candidate);
  // The message is made of the data: where those differ, it only says so again.
  const data = found.filter(({ path }) => path !== 'info/msg');
  return (data.length > 0 ? data : found).map(({ path, kind: _, ...values }) => ({
    facet,
    kind: 'event-changed',
    path: `${nameOf(reference)}/${path}`,
    ...values,
  }));
}

interface Event {
  readonly info?: { readonly name?: string };
  readonly data?: { readonly node_info?: { readonly unique_id?: string } };
}

const nameOf = (event: Json) => (event as Event | null)?.info?.name ?? '(not an event)';

/** What makes two events the same event: its name, and the node it is about. */
const identityOf = (event: Json) =>
  `${nameOf(event)} ${(event as Event | null)?.data?.node_info?.unique_id ?? ''}`;
