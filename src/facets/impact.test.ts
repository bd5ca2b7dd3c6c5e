/** Who notices: the hard ones, taken from recorded runs. */
import { expect, test } from 'vitest';
import { type Impact, impacts, reaches } from '../config/impact.ts';
import type { Json } from '../config/json.ts';
import { typed, type Untyped } from './difference.ts';
import { impactOf } from './registry.ts';

const event = (name: string, level: string): Json => ({ info: { name, level, msg: name }, data: {} });
const traceback = '\u001b[0m{time}  Traceback (most recent call last):\n  File "x.py"';
const list = (on_error: string): string => JSON.stringify({ name: 'orders', config: { on_error } });
const logged = (level: string, thread: string) => JSON.stringify({ info: { level, thread }, data: {} });
const manifest = 'project/target/manifest.json#/';
const results = 'project/target/run_results.json#/';
const comment = (version: string) => `/* {"dbt_version": "${version}"} */ create table a (id int)`;

const cases: Readonly<Record<Exclude<Impact, 'data'>, readonly Untyped[]>> = {
  outcome: [
    { facet: 'events', kind: 'invocation-missing', path: 'run', reference: { command: 'run', events: 1 } },
    { facet: 'artifacts', kind: 'key-missing', path: `${results}results/model.shop.a`, reference: {} },
    {
      facet: 'artifacts',
      kind: 'value-changed',
      path: `${results}results/model.shop.a/status`,
      reference: 'success',
      candidate: 'skipped',
    },
    {
      facet: 'files',
      kind: 'file-missing',
      path: 'project/dbt_packages',
      reference: { kind: 'folder', change: 'new' },
    },
    {
      facet: 'files',
      kind: 'file-added',
      path: 'project/target',
      reference: { kind: 'folder', change: 'removed' },
      candidate: { kind: 'folder', change: 'kept' },
    },
    { facet: 'http', kind: 'answer-missing', path: 'http://127.0.0.1:1/', reference: 200, candidate: null },
    {
      facet: 'http',
      kind: 'answer-changed',
      path: 'http://127.0.0.1:1/ status',
      reference: 200,
      candidate: 404,
    },
  ],
  contract: [
    { facet: 'stdout', kind: 'line-changed', path: 'line 1', reference: list('a'), candidate: list('b') },
    { facet: 'stdout', kind: 'line-missing', path: 'line 1', reference: '      "order_id": 1,\n    }' },
    {
      facet: 'events',
      kind: 'event-missing',
      path: 'LogStartLine',
      reference: event('LogStartLine', 'info'),
    },
    { facet: 'events', kind: 'event-changed', path: 'LogStartLine/data/total', reference: 30, candidate: 23 },
    {
      facet: 'artifacts',
      kind: 'type-changed',
      path: `${manifest}nodes/model.shop.a/compiled_path`,
      reference: 'a',
      candidate: null,
    },
    {
      facet: 'files',
      kind: 'file-stale',
      path: 'project/target/manifest.json',
      reference: 'written',
      candidate: 'kept',
    },
    {
      facet: 'files',
      kind: 'file-changed',
      path: 'project/package-lock.yml',
      reference: 'a',
      candidate: 'b',
    },
    { facet: 'statements', kind: 'statement-missing', path: 'statement 1', reference: 'BEGIN' },
    {
      facet: 'statements',
      kind: 'statement-added',
      path: 'after statement 1',
      candidate: 'select schema_name from information_schema.schemata\ncreate schema "dev"',
    },
    {
      facet: 'statements',
      kind: 'statement-changed',
      path: 'statement 1',
      reference: 'select a from b',
      candidate: '-- fails: no\nselect a from b',
    },
    {
      facet: 'sql',
      kind: 'sql-changed',
      path: 'project/target/run/a.sql',
      reference: 'select 1',
      candidate: 'select 2',
    },
    {
      facet: 'sql',
      kind: 'sql-changed',
      path: 'project/target/run/a.sql',
      reference: "select '-- a'",
      candidate: "select '-- b'",
    },
    { facet: 'interface', kind: 'option-missing', path: '--empty', reference: '--empty' },
  ],
  console: [
    { facet: 'stdout', kind: 'line-missing', path: 'line 1', reference: '{time}  Building catalog' },
    { facet: 'stderr', kind: 'line-added', path: 'line 1', candidate: '{"a": 1}' },
    {
      facet: 'events',
      kind: 'event-moved',
      path: 'ProjectCreated',
      reference: event('ProjectCreated', 'info'),
    },
    { facet: 'files', kind: 'file-added', path: 'home/.sling', candidate: { kind: 'folder', change: 'new' } },
    {
      facet: 'files',
      kind: 'file-missing',
      path: 'project/target/run/shop/a.sql',
      reference: { kind: 'file', change: 'new' },
    },
    { facet: 'interface', kind: 'option-added', path: '--python-env', candidate: '--python-env' },
  ],
  internals: [
    { facet: 'stdout', kind: 'line-added', path: 'line 1', candidate: traceback },
    {
      facet: 'stdout',
      kind: 'line-changed',
      path: 'line 1',
      reference: logged('info', 'a'),
      candidate: logged('info', 'b'),
    },
    { facet: 'stdout', kind: 'line-missing', path: 'line 1', reference: logged('debug', 'a') },
    { facet: 'events', kind: 'event-missing', path: 'Note', reference: event('Note', 'debug') },
    {
      facet: 'events',
      kind: 'event-missing',
      path: '(not an event)',
      reference: '{time} [debug] [MainThread]: x',
    },
    {
      facet: 'events',
      kind: 'event-changed',
      path: 'MainReportArgs/data/args/vars',
      reference: '{}',
      candidate: 'a',
    },
    { facet: 'events', kind: 'event-changed', path: 'SQLQuery/data/sql', reference: 'a', candidate: 'b' },
    {
      facet: 'events',
      kind: 'event-changed',
      path: 'LogStartLine/data/node_info/node_checksum',
      reference: 'a',
      candidate: 'b',
    },
    {
      facet: 'artifacts',
      kind: 'value-changed',
      path: `${results}args/invocation_command`,
      reference: 'a',
      candidate: 'b',
    },
    {
      facet: 'artifacts',
      kind: 'value-changed',
      path: `${results}results/@order`,
      reference: 'a, b',
      candidate: 'b, a',
    },
    {
      facet: 'artifacts',
      kind: 'value-changed',
      path: `${manifest}nodes/model.shop.a/checksum/checksum`,
      reference: 'a',
      candidate: 'b',
    },
    {
      facet: 'files',
      kind: 'file-stale',
      path: 'project/logs/dbt.log',
      reference: 'written',
      candidate: 'kept',
    },
    {
      facet: 'statements',
      kind: 'statement-changed',
      path: 'statement 1',
      reference: comment('1'),
      candidate: comment('2'),
    },
    {
      facet: 'statements',
      kind: 'statement-added',
      path: 'statement 1',
      candidate: 'select distinct nspname from pg_namespace',
    },
    {
      facet: 'sql',
      kind: 'sql-changed',
      path: 'project/target/run/a.sql',
      reference: 'select 1',
      candidate: '/* x */\nselect  1',
    },
  ],
};

const listed = Object.entries(cases).flatMap(([impact, all]) =>
  all.map((one) => [impact, `${one.kind} ${one.path}`, one] as const),
);

test.each(listed)('%s: %s', (impact, _, one) => expect(impactOf(typed(one))).toBe(impact));

test('what is in the database is data', () => {
  const rows = {
    facet: 'database',
    kind: 'rows-changed',
    path: 'dev.a',
    reference: { count: 1, only: [] },
    candidate: { count: 0, only: [] },
  } as const;
  expect(impactOf(rows)).toBe('data');
});

test('an impact reaches its own threshold and those below', () => {
  expect(impacts.filter((one) => reaches(one, 'contract'))).toEqual(['data', 'outcome', 'contract']);
});

test('a kind that a facet does not show is refused', () =>
  expect(() => typed({ facet: 'sql', kind: 'exit-code', path: '' })).toThrow('sql has no difference'));
