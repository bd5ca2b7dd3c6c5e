import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import { connectionPool } from './connections.ts';
import type { Context } from './normaliser.ts';

const context = { atOnce: 1 } as Context;

const event = (name: string, data: Json, more: object = {}): Json => ({
  info: { name, msg: name, level: 'debug', thread: 'T', ...more },
  data,
});
const clean = (events: readonly Json[]) => connectionPool.events?.(events, {} as Context);
const fresh = event('NewConnection', { conn_name: 'a', conn_type: 'postgres' });

test('a new connection and one of the pool are the same event', () => {
  expect(clean([fresh])).toEqual(clean([event('ConnectionReused', { conn_name: 'a', orig_conn_name: 'b' })]));
});

test('opening does not tell what the connection was before', () => {
  const opening = (state: string) =>
    event('NewConnectionOpening', { connection_state: state }, { msg: `in state ${state}` });
  expect(clean([opening('init')])).toEqual(clean([opening('closed')]));
});

test('closing what the pool held is left out', () => {
  expect(clean([event('ConnectionClosedInCleanup', { conn_name: 'a' })])).toEqual([]);
});

test.each([
  ['a connection of another name', event('NewConnection', { conn_name: 'b', conn_type: 'postgres' })],
  ['another level', event('NewConnection', { conn_name: 'a', conn_type: 'postgres' }, { level: 'info' })],
  ['another thread', event('NewConnection', { conn_name: 'a', conn_type: 'postgres' }, { thread: 'U' })],
])('%s still differs', (_, other) => expect(clean([fresh])).not.toEqual(clean([other])));

test.each(['ConnectionLeftOpenInCleanup', 'ConnectionClosed', 'ConnectionUsed', 'SQLCommit'])(
  '%s stays as it is',
  (name) => {
    const other = event(name, { conn_name: 'a' });
    expect(clean([other])).toEqual([other]);
  },
);

test('cancelling what an ended thread left in the pool is left out, cancelling a node is not', () => {
  const [left, node] = ['create_{database}_dev', 'model.shop.orders'].map((name) =>
    event('LogCancelLine', { conn_name: name }),
  );
  expect(clean([left as Json, node as Json])).toEqual([node]);
  const line = (name: string) => `{time}  CANCEL query ${name} ........... [CANCEL]`;
  expect(
    connectionPool.lines?.(
      [line('create_{database}_dev'), line('model.shop.orders'), 'query create_x'],
      context,
    ),
  ).toEqual([line('model.shop.orders'), 'query create_x']);
});

test('the console shows the same', () => {
  const fresh_ = [
    "{time}  Acquiring new postgres connection 'a'",
    '{time}  Opening a new connection, currently in state init',
  ];
  const pooled = [
    '{time}  Re-using an available connection from the pool (formerly b, now a)',
    '{time}  Opening a new connection, currently in state closed',
    "{time}  Connection 'a' was properly closed.",
  ];
  expect(connectionPool.lines?.(fresh_, context)).toEqual(connectionPool.lines?.(pooled, context));
});

test.each(["{time}  Connection 'a' was left open.", '{time}  Done.'])(
  'the console still shows: %s',
  (line) => {
    expect(connectionPool.lines?.([line], context)).toEqual([line]);
  },
);
