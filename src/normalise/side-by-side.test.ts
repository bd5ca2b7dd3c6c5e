import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import type { Statement } from '../postgres/database.ts';
import type { Context } from './normaliser.ts';
import { sideBySide } from './side-by-side.ts';

const context = (atOnce: number) => ({ atOnce }) as Context;
const events = (all: readonly Json[], atOnce = 2) => sideBySide.events?.(all, context(atOnce));
const lines = (all: readonly string[], atOnce = 2) => sideBySide.lines?.(all, context(atOnce));
const statements = (all: readonly Statement[], atOnce = 2) => sideBySide.statements?.(all, context(atOnce));

const event = (thread: string, name: string, data: object = {}, msg = name) =>
  ({ info: { thread, name, msg }, data }) as unknown as Json;
const node = (thread: number, id: string, number: number) =>
  ['NodeStart', 'LogStartLine', 'NodeFinished'].map((name) =>
    event(
      `Thread-${thread} (worker)`,
      name,
      { index: number, id },
      `${number} of 12 START ${id} ${'.'.repeat(number < 10 ? 9 : 8)} [RUN]`,
    ),
  );

test('which thread takes a node, its number, and what comes in between do not count', () => {
  const [a, b] = [node(1, 'a', 9), node(2, 'b', 10)];
  const mixed = [a[0], b[0], b[1], a[1], b[2], a[2]] as Json[];
  const other = [...node(2, 'a', 10), ...node(2, 'b', 9)];
  expect(events(mixed)).toEqual(events(other));
});

test('that a node begins before another, what is done within one and in which order does', () => {
  const [a, b] = [node(1, 'a', 1), node(1, 'b', 2)];
  const usual = events([...a, ...b]);
  expect(events([...b, ...a])).not.toEqual(usual);
  expect(events([...a.toReversed(), ...b])).not.toEqual(usual);
  expect(events([...a.slice(1), ...b])).not.toEqual(usual);
});

test('which thread of a pool lists a schema does not count, that it is listed does', () => {
  const listing = (thread: number, schema: string) => [
    event(`ThreadPoolExecutor-0_${thread}`, '{connection taken}', { conn_name: `list_${schema}` }),
    event(`ThreadPoolExecutor-0_${thread}`, 'SQLQuery', { sql: `select * from ${schema}` }),
  ];
  const usual = events([...listing(0, 'a'), ...listing(1, 'b')]);
  expect(events([...listing(0, 'b'), ...listing(0, 'a')])).toEqual(usual);
  expect(events(listing(0, 'a'))).not.toEqual(usual);
});

test('whether a thread of a pool has had a connection of that name before does not count', () => {
  const listing = (thread: number) =>
    ['{connection taken}', 'ConnectionUsed', 'SQLQuery', 'ConnectionClosed'].map((name) =>
      event(`ThreadPoolExecutor-0_${thread}`, name, { conn_name: 'list_a' }),
    );
  const twice = events([...listing(0), ...listing(1)]);
  expect(events([...listing(0), ...listing(0).slice(1)])).toEqual(twice);
  expect(events(listing(0))).not.toEqual(twice);
});

test('which connection of a pool a node goes on with does not count, that it is one of a pool does', () => {
  const using = (conn_name: string) =>
    events([event('Thread-1 (worker)', 'ConnectionUsed', { conn_name }, `Using connection "${conn_name}"`)]);
  expect(using('list_a')).toEqual(using('list_b'));
  expect(using('list_a')).not.toEqual(using('model.shop.a'));
});

test('results come as nodes end', () => {
  const results = [{ message: 'SELECT 2' }, { message: 'SELECT 1' }];
  const end = (all: readonly object[]) => events([event('MainThread', 'EndRunResult', { results: all })]);
  expect(end(results)).toEqual(end(results.toReversed()));
  expect(end(results)).not.toEqual(end(results.slice(1)));
});

test('so does what is said of results that are left out', () => {
  const said = (...nodes: readonly string[]) =>
    events(nodes.map((id) => event('MainThread', 'Note', {}, `Excluded node '${id}' from results`)));
  expect(said('a', 'b')).toEqual(said('b', 'a'));
  expect(said('a', 'b')).not.toEqual(said('a', 'c'));
});

test('lines about nodes come by node', () => {
  const [start, ok] = ['1 of 2 START model dev.b .... [RUN]', '1 of 2 OK created model dev.b .. [SELECT 1]'];
  const [start2, ok2] = [
    '2 of 2 START model dev.a .... [RUN]',
    '2 of 2 OK created model dev.a .. [SELECT 1]',
  ];
  expect(lines([start, start2, ok, ok2])).toEqual(lines([start2, ok2, start, ok]));
  expect(lines([start, start2, ok])).not.toEqual(lines([start, start2, ok, ok2]));
});

const sent = (session: number, sql: string): Statement => ({ session, sql, application: 'dbt' });
const of = (id: string, sql: string) => `/* {"app": "dbt", "node_id": "${id}"} */\n${sql}`;
const transaction = (session: number, id: string) =>
  ['BEGIN', of(id, 'create table x'), 'COMMIT'].map((sql) => sent(session, sql));
const texts = (all: readonly Statement[] | undefined) => all?.map(({ sql }) => sql);

test('which session sends the statements of a node, and what others send meanwhile, does not count', () => {
  const [a, b] = [transaction(1, 'a'), transaction(2, 'b')];
  const mixed = [b[0], a[0], a[1], b[1], b[2], a[2]] as Statement[];
  const other = [...transaction(3, 'b'), ...transaction(3, 'a')];
  expect(texts(statements(mixed))).toEqual(texts(statements(other)));
});

test('what is sent for a node, and in which order, does', () => {
  const [a, b] = [transaction(1, 'a'), transaction(2, 'b')];
  const usual = texts(statements([...a, ...b]));
  expect(texts(statements([...a.slice(0, 2), ...b]))).not.toEqual(usual);
  expect(texts(statements([...a, ...transaction(1, 'b'), ...b]))).not.toEqual(usual);
  expect(texts(statements([...a, ...a.toReversed(), ...b]))).not.toEqual(
    texts(statements([...a.toReversed(), ...a, ...b])),
  );
});

test('one node at a time is compared as it comes', () => {
  const all = [...node(1, 'a', 1), ...node(1, 'b', 2)];
  expect(events(all, 1)).toBe(all);
  expect(lines(['2 of 2 OK a', '1 of 2 OK b'], 1)).toEqual(['2 of 2 OK a', '1 of 2 OK b']);
  const both = [...transaction(2, 'b'), ...transaction(1, 'a')];
  expect(statements(both, 1)).toBe(both);
});

test('which node compiles an ephemeral model that several need does not count', () => {
  const writing = (id: string) => event('Thread-1 (worker)', 'WritingInjectedSQLForNode', { id });
  const with_ = (...times: readonly number[]) => {
    const [a, b] = ['a', 'b'].map((id, index) => {
      const [start, ...rest] = node(1, id, index);
      return [start, ...Array.from({ length: times[index] ?? 0 }, () => writing(id)), ...rest];
    });
    return events([...(a ?? []), ...(b ?? [])] as Json[]);
  };
  expect(with_(2, 1)).toEqual(with_(1, 2));
  expect(with_(2, 2)).toEqual(with_(1, 1));
  expect(with_(1, 0)).not.toEqual(with_(1, 1));
});

test('what a node prints, and what is said of it without its number, comes after the lines about nodes', () => {
  const during = (...said: readonly string[]) =>
    lines(['{time}  Concurrency: 2 threads', ...said, '{time}  Finished running 2 models', 'x', 'w']);
  const [start, ok] = ['1 of 1 START model dev.b .... [RUN]', '1 of 1 OK created model dev.b .. [SELECT 1]'];
  expect(during('Good morning', start, 'nothing of b', ok)).toEqual(
    during(start, 'nothing of b', ok, 'Good morning'),
  );
  expect(during(start, ok, 'Good morning')).not.toEqual(during(start, ok));
  expect(during(start, ok)?.slice(-2)).toEqual(['x', 'w']);
});

test('nor does the thread of a line that is an event', () => {
  const line = (thread: number) =>
    `{"info":{"name":"LogStartLine","thread":"Thread-${thread} (worker)","msg":"a"},"data":{"index":${thread}}}`;
  expect(lines([line(1)])).toEqual(lines([line(2)]));
  expect(lines([line(1)], 1)).not.toEqual(lines([line(2)], 1));
});
