import type { Json } from '../observe/observation.ts';
import type { Normaliser } from './normaliser.ts';

interface ConnectionEvent {
  readonly info: { readonly name?: string };
  readonly data: { readonly conn_name?: string };
}

/**
 * Taking a connection is one event, whether it is a new one or one of the pool; that a pooled one was closed in the
 * end says nothing. That one was left open does, and stays, as do the name and the place of each event. Cancelling what an
 * ended thread had left in the pool (connections for schemas, not for nodes) is part of that closing.
 */
export const connectionPool: Normaliser = {
  name: 'connection-pool',
  why: 'dbt stores connections by thread id, and it is random whether a new thread gets the id of an earlier one.',
  events: (events) =>
    events.flatMap((event) => {
      const { info, data } = event as unknown as Partial<ConnectionEvent>;
      if (info?.name === 'ConnectionClosedInCleanup') return [];
      if (info?.name === 'LogCancelLine' && ofSchema.test(data?.conn_name ?? '')) return [];
      if (info?.name === 'NewConnection' || info?.name === 'ConnectionReused')
        return [taken(info, String(data?.conn_name))];
      if (info?.name === 'NewConnectionOpening')
        return [{ ...(event as object), data: {}, info: { ...info, msg: 'Opening a new connection' } }];
      return [event];
    }),
  // The same, as the console shows them.
  lines: (lines) =>
    lines
      .filter((line) => !closed.test(line) && !cancelled.test(line))
      .map((line) => line.replace(acquired, "Connection '$1$2' is taken").replace(opening, '$1')),
};

const closed = /Connection '[^']*' was properly closed\.$/;
const ofSchema = /^(?:create|list)_/;
const cancelled = / CANCEL query (?:create|list)_\S+ \.* \[/;
const acquired =
  /Acquiring new \w+ connection '([^']*)'|Re-using an available connection from the pool \(formerly .*, now (.*)\)/;
const opening = /(Opening a new connection), currently in state (?:init|closed)/;

const taken = (info: ConnectionEvent['info'], connection: string): Json => ({
  info: {
    ...info,
    name: '{connection taken}',
    code: '{connection taken}',
    msg: `Connection ${connection} is taken`,
  },
  data: { conn_name: connection },
});
