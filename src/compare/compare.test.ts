/** Each facet: equal evidence gives nothing; evidence changed in one place gives that one deviation, of the right kind. */
import { expect, test } from 'vitest';
import { option } from '../../fixtures/plan/option.ts';
import { kindNames } from '../facets/registry.ts';
import type { Normalised } from '../normalise/normalise.ts';
import type { Json, Relation } from '../observe/observation.ts';
import { compare } from './compare.ts';

const event = (name: string, data: Json = {}): Json => ({ info: { name, level: 'info', msg: name }, data });
const events = [event('Start'), event('Node', { node_info: { unique_id: 'model.shop.a' } }), event('End')];
const logged = (list: readonly Json[]) => ({ invocations: [{ command: 'run', events: list }] });
const orders: Relation = {
  kind: 'table',
  owner: 'u',
  comment: null,
  constraints: [],
  indexes: [],
  grants: [],
  definition: null,
  columns: [{ name: 'id', type: 'integer', nullable: true, default: null, comment: null }],
  rowCount: 2,
  digest: '',
  rows: ['(1)', '(2)'],
};
const file = { kind: 'file', change: 'new', text: null } as const;
const defer = option('--defer', { negatives: ['--no-defer'], variables: ['DBT_ENGINE_DEFER', 'DBT_DEFER'] });
const secret = option('--secret', { hidden: true });
const help = (options: NonNullable<Normalised['interface']>['options']): Partial<Normalised> => ({
  interface: { source: 'help', options },
});
const defined = (options: NonNullable<Normalised['interface']>['options']): Partial<Normalised> => ({
  interface: { source: 'definitions', options },
});
const ran = (status: string, message: string) => ({
  content: { results: [{ unique_id: 'model.shop.a', status, message }] },
  invalid: [],
});
const base: Normalised = {
  exit: { code: 0, signal: null, limit: null },
  leftovers: 0,
  stdout: ['Running', 'Done'],
  stderr: ['a warning'],
  invocations: [{ command: 'run', events }],
  files: {
    'project/target': { ...file, kind: 'folder' },
    'project/target/manifest.json': file,
    'project/log': { ...file, text: 'x' },
  },
  artifacts: {
    'project/target/manifest.json': { content: { nodes: {}, version: 12 }, invalid: [] },
    'project/target/run_results.json': ran('success', 'SELECT 1'),
  },
  sql: { 'project/target/compiled/a.sql': 'select 1' },
  statements: [{ sql: 'begin' }, { sql: 'select 1' }, { sql: 'commit' }],
  database: { 'dev.orders': orders },
  http: { 'http://127.0.0.1:1/': { status: 200, type: 'text/html', body: 'Docs' } },
  interface: { source: 'definitions', options: { '--defer': defer } },
};

const facts = (candidate: Partial<Normalised>) =>
  compare(base, { ...base, ...candidate }).map(({ facet, kind, path }) => `${facet} ${kind} ${path}`.trim());

test('equal evidence has no deviation', () => expect(compare(base, structuredClone(base))).toEqual([]));

test('who is cut off is shown with the last thing said, as who hangs elsewhere is another', () => {
  const cut = { ...base, exit: { code: null, signal: 'SIGKILL', limit: 'deadline' } as const };
  expect(compare(base, cut)[0]).toMatchObject({
    kind: 'exit-limit',
    reference: null,
    candidate: { ended: 'deadline', says: 'a warning' },
  });
});

test('a help text is not expected to list what is hidden', () => {
  const hiding = { ...base, ...defined({ '--defer': defer, '--secret': secret }) };
  const listing = { ...base, ...help({ '--defer': { names: ['--defer'], negatives: ['--no-defer'] } }) };
  expect(compare(hiding, listing)).toEqual([]);
});

const manifest = (content: Json): Partial<Normalised> => ({
  artifacts: { 'project/target/manifest.json': { content, invalid: [] } },
});

const faults: readonly (readonly [string, Partial<Normalised>, readonly string[]])[] = [
  ['exit code', { exit: { code: 1, signal: null, limit: null } }, ['exit exit-code code']],
  ['signal', { exit: { code: null, signal: 'SIGSEGV', limit: null } }, ['exit exit-code code']],
  [
    'limit',
    { exit: { code: null, signal: 'SIGKILL', limit: 'memory' } },
    ['exit exit-limit limit', 'exit exit-code code'],
  ],
  ['processes left', { leftovers: 2 }, ['exit processes-left leftovers']],
  ['line reworded', { stdout: ['Running', 'Finished'] }, ['stdout line-changed line 2']],
  ['line missing', { stdout: ['Running'] }, ['stdout line-missing line 2']],
  ['line doubled', { stdout: ['Running', 'Running', 'Done'] }, ['stdout line-added after line 1']],
  [
    'lines out of order',
    { stdout: ['Done', 'Running'] },
    ['stdout line-missing line 1', 'stdout line-added after line 2'],
  ],
  ['a passage', { stdout: ['Usage'] }, ['stdout line-changed line 1']],
  [
    'stream mixed up',
    { stdout: ['Running', 'Done', 'a warning'], stderr: [] },
    ['stdout line-added after line 2', 'stderr output-missing'],
  ],
  [
    'a page of megabytes, shown where it differs',
    { files: { ...base.files, 'project/log': { ...file, text: 'x'.repeat(200_000) } } },
    ['files file-changed project/log'],
  ],
  ['server silent', { http: {} }, ['http answer-missing http://127.0.0.1:1/']],
  [
    'other answer',
    { http: { 'http://127.0.0.1:1/': { status: 404, type: 'text/html', body: '' } } },
    ['http answer-changed http://127.0.0.1:1/ status', 'http answer-changed http://127.0.0.1:1/ body'],
  ],
  ['option unknown', defined({}), ['interface option-missing --defer']],
  ['option more', defined({ '--defer': defer, '--secret': secret }), ['interface option-added --secret']],
  [
    'option defined otherwise',
    defined({ '--defer': { ...defer, negatives: [], default: true, variables: ['DBT_DEFER'] } }),
    [
      'interface option-changed --defer negatives',
      'interface option-changed --defer variables',
      'interface option-changed --defer default',
    ],
  ],
  ['option not listed', help({}), ['interface option-missing --defer']],
  [
    'option listed without its negative form',
    help({ '--defer': { names: ['--defer'], negatives: [] } }),
    ['interface option-changed --defer negatives'],
  ],
  ['event missing', logged(events.slice(0, 2)), ['events event-missing End']],
  ['event doubled', logged([...events, event('End')]), ['events event-added End']],
  ['event moved', logged([1, 0, 2].map((n) => events[n] as Json)), ['events event-moved Start']],
  [
    'event of another node',
    logged(events.with(1, event('Node', { node_info: { unique_id: 'model.shop.b' } }))),
    ['events event-missing Node', 'events event-added Node'],
  ],
  [
    'event with other content',
    logged(events.with(2, event('End', { count: 1 }))),
    ['events event-changed End/data/count'],
  ],
  [
    'an invocation more',
    { invocations: [{ command: 'compile', events }, ...base.invocations] },
    ['events invocation-added compile'],
  ],
  [
    'an invocation of another command',
    { invocations: [{ command: 'compile', events }] },
    ['events invocation-missing run', 'events invocation-added compile'],
  ],
  ['no events', { invocations: [] }, ['events output-missing']],
  [
    'file missing',
    { files: { 'project/target': { ...file, kind: 'folder' }, 'project/log': { ...file, text: 'x' } } },
    ['files file-missing project/target/manifest.json'],
  ],
  [
    'folder missing with all in it',
    { files: { 'project/log': { ...file, text: 'x' } } },
    ['files file-missing project/target'],
  ],
  ['file extra', { files: { ...base.files, 'project/more': file } }, ['files file-added project/more']],
  [
    'file removed',
    { files: { ...base.files, 'project/log': { ...file, change: 'removed' } } },
    ['files file-missing project/log'],
  ],
  [
    'file stale',
    { files: { ...base.files, 'project/target/manifest.json': { ...file, change: 'kept' } } },
    ['files file-stale project/target/manifest.json'],
  ],
  [
    'file content',
    { files: { ...base.files, 'project/log': { ...file, text: 'y' } } },
    ['files file-changed project/log'],
  ],
  ['artifact key', manifest({ version: 12 }), ['artifacts key-missing project/target/manifest.json#/nodes']],
  [
    'artifact key more',
    manifest({ nodes: {}, version: 12, more: null }),
    ['artifacts key-added project/target/manifest.json#/more'],
  ],
  [
    'null for a map',
    manifest({ nodes: null, version: 12 }),
    ['artifacts type-changed project/target/manifest.json#/nodes'],
  ],
  [
    'another version',
    manifest({ nodes: {}, version: 11 }),
    ['artifacts value-changed project/target/manifest.json#/version'],
  ],
  [
    'node that fails',
    { artifacts: { 'project/target/run_results.json': ran('error', 'no schema') } },
    [
      'artifacts node-failed project/target/run_results.json#/results/model.shop.a/status',
      'artifacts value-changed project/target/run_results.json#/results/model.shop.a/message',
    ],
  ],
  [
    'artifact invalid',
    {
      artifacts: {
        'project/target/manifest.json': { content: { nodes: {}, version: 12 }, invalid: ['/nodes must …'] },
      },
    },
    ['artifacts artifact-invalid project/target/manifest.json'],
  ],
  [
    'artifact unreadable',
    { artifacts: { 'project/target/manifest.json': { content: null, invalid: ['not JSON'] } } },
    ['artifacts artifact-unreadable project/target/manifest.json'],
  ],
  [
    'sql',
    { sql: { 'project/target/compiled/a.sql': 'select 2' } },
    ['sql sql-changed project/target/compiled/a.sql'],
  ],
  [
    'statement lost',
    { statements: [{ sql: 'begin' }, { sql: 'select 1' }] },
    ['statements statement-missing statement 3'],
  ],
  [
    'statement failing',
    { statements: base.statements.with(1, { sql: 'select 1', error: '42P01: no' }) },
    ['statements statement-changed statement 2'],
  ],
  [
    'statement with other values',
    { statements: base.statements.with(1, { sql: 'select 1', parameters: "$1 = '7'" }) },
    ['statements statement-changed statement 2'],
  ],
  [
    'statement more',
    { statements: [...base.statements, { sql: 'vacuum' }] },
    ['statements statement-added after statement 3'],
  ],
  ['relation missing', { database: {} }, ['database relation-missing dev.orders']],
  ['relation extra', { database: { ...base.database, 'dev.x': orders } }, ['database relation-added dev.x']],
  [
    'view for table',
    { database: { 'dev.orders': { ...orders, kind: 'view' } } },
    ['database relation-changed dev.orders/kind'],
  ],
  [
    'column type',
    {
      database: {
        'dev.orders': {
          ...orders,
          columns: [{ ...orders.columns[0], type: 'bigint' } as Relation['columns'][0]],
        },
      },
    },
    ['database relation-changed dev.orders/columns/id/type'],
  ],
  [
    'grant lost',
    { database: { 'dev.orders': { ...orders, grants: ['SELECT to public'] } } },
    ['database relation-changed dev.orders/grants'],
  ],
  [
    'row doubled',
    { database: { 'dev.orders': { ...orders, rowCount: 3, rows: ['(1)', '(1)', '(2)'] } } },
    ['database rows-changed dev.orders'],
  ],
  [
    'row changed among many',
    { database: { 'dev.orders': { ...orders, digest: 'other' } } },
    ['database rows-changed dev.orders'],
  ],
];

test.each(faults)('finds: %s', (_, candidate, expected) => expect(facts(candidate)).toEqual(expected));

test('each kind of difference is among them', () => {
  const found = new Set(faults.flatMap(([, , expected]) => expected.map((one) => one.split(' ')[1])));
  expect(kindNames.filter((kind) => !found.has(kind))).toEqual([]);
});

test('rows that only one side has are shown', () => {
  const [deviation] = compare(base, {
    ...base,
    database: { 'dev.orders': { ...orders, rows: ['(1)', '(3)'] } },
  });
  expect(deviation).toMatchObject({
    reference: { count: 2, only: ['(2)'] },
    candidate: { count: 2, only: ['(3)'] },
  });
});

test('20,000 events against 20,000 others: each is named, soon', () => {
  const log = (name: string) =>
    logged(
      Array.from({ length: 20_000 }, (_, n) => event(name, { node_info: { unique_id: `model.shop.m${n}` } })),
    );
  const before = process.cpuUsage();
  const found = compare({ ...base, ...log('Node') }, { ...base, ...log('Other') });
  const { user, system } = process.cpuUsage(before);
  // A second of the processor's, in microseconds. Looking for each missing event among all added ones took a minute.
  expect(user + system).toBeLessThan(15_000_000);
  expect(found.filter(({ kind }) => kind === 'event-missing')).toHaveLength(20_000);
  expect(found.filter(({ kind }) => kind === 'event-added')).toHaveLength(20_000);
});

test('an event that comes twice elsewhere moved once, and is added once', () =>
  expect(facts(logged([1, 2, 0, 0].map((n) => events[n] as Json)))).toEqual([
    'events event-moved Start',
    'events event-added Start',
  ]));

test('how an engine ended is told with the last thing it said, and a colour is nothing said', () => {
  const failed: Normalised = {
    ...base,
    exit: { code: 1, signal: null, limit: null },
    stderr: ['\u001b[31mNo schema "dev"', '\u001b[0m', ''],
  };
  expect(compare(base, failed).find(({ kind }) => kind === 'exit-code')).toMatchObject({
    candidate: { ended: 1, says: '\u001b[31mNo schema "dev"' },
  });
});
