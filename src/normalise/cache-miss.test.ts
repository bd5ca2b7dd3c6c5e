import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import { cacheMiss } from './connections.ts';
import type { Context } from './normaliser.ts';

const event = (name: string, data: object = {}) => ({ info: { name, thread: 'Thread-1 (worker)' }, data });
const of = (bears: string, sql: string) => `/* {"app": "dbt", "${bears}": "x"} */\n${sql}`;
const lists = "select tablename as name, 'table' as type\n from pg_tables";
const asked = (sql: string, ...opening: readonly object[]) => [
  event('ConnectionUsed'),
  event('SQLQuery', { sql }),
  ...opening,
  event('SQLQueryStatus'),
];
const listing = (...opening: readonly object[]) => [
  event('CacheMiss'),
  ...asked(of('node_id', lists), ...opening),
  event('ListRelations'),
];
const events = (all: readonly object[], atOnce = 2) =>
  cacheMiss.events?.(all as readonly Json[], { atOnce } as Context);
const creating = (...opening: readonly object[]) => asked(of('node_id', 'create view'), ...opening);
const opening = event('NewConnectionOpening');

test('whether a node lists its schema does not count where several are at work', () => {
  expect(events([...listing(), ...creating()])).toEqual(creating());
  expect(events([...listing(), ...creating()], 1)).toEqual([...listing(), ...creating()]);
});

test('the connection is opened by the first statement that is left', () => {
  expect(events([...listing(opening), ...creating()])).toEqual(events(creating(opening)));
  expect(events([...listing(opening), ...creating()])).not.toEqual(events(creating()));
});

test('listings at the start, and other statements of a node, stay', () => {
  const sent = [of('connection_name', lists), of('node_id', lists), of('node_id', 'select 1')];
  const statements = sent.map((sql) => ({ sql, session: 1, application: 'dbt' }));
  const kept = (atOnce: number) => cacheMiss.statements?.(statements, { atOnce } as Context);
  expect(kept(2)).toEqual([statements[0], statements[2]]);
  expect(kept(1)).toEqual(statements);
});
