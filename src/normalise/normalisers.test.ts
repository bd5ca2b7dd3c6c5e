/** Each normaliser: something it must change, and something just like it that it must not. */
import { expect, test } from 'vitest';
import { address, backendId, databaseName, indexName, invocationId, port, processId } from './ids.ts';
import type { Context, Normaliser } from './normaliser.ts';
import { argumentOrder, resources } from './output.ts';
import { folders, sourceLine, temporaryFolder } from './paths.ts';
import { normalisers } from './registry.ts';
import { age, clock, compactMoment, duration, temporaryName } from './times.ts';

const start = Date.parse('2026-11-21T06:58:20.500Z');
const id = 'f9a8d3ba-9a65-4a9b-acc9-858069e647d4';
const context: Context = {
  folders: [
    ['/somewhere/w0/trial_cmd_run', '{project}'],
    ['/somewhere/w0', '{place}'],
  ],
  database: 'compat_3fa9c1d2e4f1',
  port: 28_512,
  window: { start, end: start + 4000 },
  invocations: new Set([id]),
  parents: new Map(),
  atOnce: 1,
  skips: false,
};

interface Example {
  readonly of: Normaliser;
  readonly changes: readonly (readonly [before: string, after: string])[];
  readonly leaves: readonly string[];
}

const texts: readonly Example[] = [
  {
    of: folders,
    changes: [['in /somewhere/w0/trial_cmd_run/models and /somewhere/w0', 'in {project}/models and {place}']],
    leaves: ['/elsewhere/models', 'trial_cmd_run'],
  },
  {
    of: sourceLine,
    changes: [
      [
        '  File "{packages}/dbt/cli/main.py", line 309, in run',
        '  File "{packages}/dbt/cli/main.py", line {line}, in run',
      ],
      [
        '{"exc_info": "File \\"{stdlib}/json/decoder.py\\", line 9"}',
        '{"exc_info": "File \\"{stdlib}/json/decoder.py\\", line {line}"}',
      ],
      ['File "{program}", line 8, in <module>', 'File "{program}", line {line}, in <module>'],
      [
        '{packages}/dbt/flags.py:12: DeprecationWarning',
        '{packages}/dbt/flags.py:{line}: DeprecationWarning',
      ],
    ],
    leaves: [
      'File "{project}/macros/a.py", line 12, in f',
      'File "<template>", line 3, in top-level template code',
      '{packages}/dbt/cli/main.py took 12 lines',
      'File "{packages}/dbt/a.py", in line 12',
    ],
  },
  {
    of: databaseName,
    changes: [['"compat_3fa9c1d2e4f1"."dev"."orders"', '"{database}"."dev"."orders"']],
    leaves: ['"compat_3fa9c1d2e4f2"."dev"', 'compat'],
  },
  {
    of: compactMoment,
    changes: [
      [
        '{project}/.dvt/executions/20261121T065821-4314-run.json',
        '{project}/.dvt/executions/{moment}-{id}-run.json',
      ],
      ['backup_20261121_065821', 'backup_{moment}'],
      ['20261121065821123456.log', '{moment}.log'],
    ],
    leaves: [
      'executions/20261120T065821-4314-run.json',
      'executions/20261121T065921.json',
      '120261121065821',
      'orders_20261121',
      '2026112106582112',
    ],
  },
  {
    of: clock,
    changes: [
      ['06:58:21  Running', '{time}  Running'],
      ['at 06:58:23.719256 after', 'at {time} after'],
      ['"2026-11-21T06:58:21.902061Z"', '"{moment}"'],
      ['"created_at": 1795244301.4744143}', '"created_at": {moment as seconds}}'],
      ['"started": 1795244301\n', '"started": {moment as seconds}\n'],
      ['[21/Nov/2026 06:58:22] "GET /', '[{moment}] "GET /'],
      ['2026-11-21 06:58:22', '{moment}'],
      ['2026-11-21 07:58:22.5+01', '{moment}'],
    ],
    leaves: [
      '1700000000.1234',
      '11795244301.4744',
      '"started": 1700000000',
      '"id": 17952443010',
      'order 1795244301',
      '21/Nov/2025 04:58:22',
      '2024-01-01 06:58:21',
      '2026-11-21T05:58:21Z',
      '07:58:21',
      '2026-11-21',
      '11:06:58:21',
    ],
  },
  {
    of: port,
    changes: [
      ['Serving docs at 28512', 'Serving docs at {port}'],
      ['http://127.0.0.1:28512/catalog.json', 'http://127.0.0.1:{port}/catalog.json'],
    ],
    leaves: ['loaded 285120 rows', 'order_28512', 'http://127.0.0.1:28513/'],
  },
  {
    of: processId,
    changes: [
      ['"pid": 9358,\n    "port": 28301,', '"pid": {pid},\n    "port": 28301,'],
      ['"pid": 9358, "thread": "MainThread"', '"pid": {pid}, "thread": "MainThread"'],
    ],
    leaves: ['"pid": 9358, "name": "a product"', 'pid 9358'],
  },
  {
    of: duration,
    changes: [
      ['[SELECT 2 in 0.13s]', '[SELECT 2 in {duration}s]'],
      ['in 0 hours 0 minutes and 3.28 seconds (3.28s).', 'in {duration} ({duration}s).'],
      ['in 0.011 seconds', 'in {duration} seconds'],
    ],
    leaves: ['price 12.50', 'took 99.10s', 'PASS=2', 'in 1 hours 0 minutes and 3.28 seconds', 'v1.12.6s'],
  },
  {
    of: invocationId,
    changes: [[`id ${id}.`, 'id {invocation}.']],
    leaves: ['id 11111111-9a65-4a9b-acc9-858069e647d4'],
  },
  {
    of: address,
    changes: [['<object at 0x7f8a9c001230>', '<object at {address}>']],
    leaves: ['color 0x7f8a9c', 'at 0xff'],
  },
  {
    of: backendId,
    changes: [
      ['select pg_terminate_backend(26748)', 'select pg_terminate_backend({backend})'],
      ["Cancelling query 'model.shop.a' (26748)", "Cancelling query 'model.shop.a' ({backend})"],
    ],
    leaves: ['select nextval(26748)', "query 'model.shop.a' (26748)"],
  },
  {
    of: temporaryName,
    changes: [
      ['"orders__dbt_tmp065821055919"', '"orders__dbt_tmp{time}"'],
      ['"daily__dbt_tmp_20240303065821055919"', '"daily__dbt_tmp_20240303{time}"'],
    ],
    leaves: [
      'orders__dbt_tmp',
      'daily__dbt_tmp_20240303085821055919',
      'orders__dbt_tmp085821055919',
      'orders_065821055919',
    ],
  },
  {
    of: temporaryFolder,
    changes: [
      ['{temp}/dbt-downloads-1cddbvh_', '{temp}/dbt-downloads-{random}'],
      ['{temp}/dvt-downloads-1cddbvh_', '{temp}/dvt-downloads-{random}'],
    ],
    leaves: ['dbt-downloads-', 'dbt-downloads-1cddbvh_x', 'downloads-1cddbvh_'],
  },
  {
    of: indexName,
    changes: [
      [
        'create unique index if not exists\n  "f2cfb80f30396a54a581d1c6167bad72"\n  on',
        'create unique index if not exists\n  "{index}"\n  on',
      ],
      ['CREATE INDEX f2cfb80f30396a54a581d1c6167bad72 ON dev.orders', 'CREATE INDEX "{index}" ON dev.orders'],
    ],
    leaves: ['CREATE INDEX orders_pkey ON dev.orders', 'checksum f2cfb80f30396a54a581d1c6167bad72 on'],
  },
  {
    of: argumentOrder,
    changes: [
      [
        "running dbt with arguments {'quiet': 'False', 'warn': 'Options(error=[], warn=[])', 'debug': 'True'}",
        "running dbt with arguments {'debug': 'True', 'quiet': 'False', 'warn': 'Options(error=[], warn=[])'}",
      ],
      [
        "{time}  running dbt with arguments {'quiet': 'False', 'debug': 'True'}",
        "{time}  running dbt with arguments {'debug': 'True', 'quiet': 'False'}",
      ],
      [
        "running dvt with arguments {'quiet': 'False', 'debug': 'True'}",
        "running dvt with arguments {'debug': 'True', 'quiet': 'False'}",
      ],
    ],
    leaves: [
      "with {'quiet': 'False', 'debug': 'True'}",
      "running dbt with arguments {'debug': 'True', 'quiet': 'False'}",
    ],
  },
  {
    of: resources,
    changes: [
      [
        'Resource report: {"command_name": "run", "command_wall_clock_time": 2.91, "process_in_blocks": "8792"}',
        'Resource report: {"command_name": "run", "command_wall_clock_time": {measured}, "process_in_blocks": {measured}}',
      ],
    ],
    leaves: ['{"process_in_blocks": "8792"}'],
  },
];

for (const { of, changes, leaves } of texts) {
  test.each(changes)(`${of.name} changes %j`, (before, after) =>
    expect(of.text?.(before, context)).toBe(after),
  );
  test.each(leaves)(`${of.name} leaves %j`, (text) => expect(of.text?.(text, context)).toBe(text));
}

test.each([
  [clock, ['nodes', 'created_at'], start / 1000 + 1, '{moment as seconds}'],
  [clock, ['nodes', 'created_at'], 1700000000, 1700000000],
  [duration, ['results', '0', 'execution_time'], 0.12, '{duration}'],
  [duration, ['results', '0', 'failures'], 0.12, 0.12],
  [duration, ['results', '0', 'execution_time'], 3600, 3600],
  [duration, ['results', '0', 'execution_time'], '0.12', '0.12'],
  [duration, ['parse_project_elapsed'], 0.12, '{duration}'],
  [duration, ['parse_project_elapsed'], 3600, 3600],
  [
    age,
    ['results', 'max_loaded_at_time_ago_in_s'],
    (start - Date.UTC(2024, 2, 10, 8, 10)) / 1000,
    '{age since 2024-03-10T08h}',
  ],
  [age, ['results', 'count'], 1000, 1000],
  [processId, ['3', 'info', 'pid'], 4315, '{pid}'],
  [processId, ['3', 'data', 'pid'], 4315, 4315],
  [processId, ['project/.dvt/executions/run.json', 'content', 'pid'], 4315, '{pid}'],
  [processId, ['project/target/manifest.json', 'content', 'meta', 'pid'], 4315, 4315],
  [duration, ['content', 'duration_s'], 0.25, '{duration}'],
  [duration, ['content', 'phases', 'parse', 'seconds'], 0.25, '{duration}'],
  [duration, ['content', 'timeout', 'seconds'], 2, 2],
  [duration, ['content', 'price_s'], 0.25, 0.25],
  [resources, ['data', 'process_mem_max_rss'], '134640', '{measured}'],
  [resources, ['data', 'process_count'], '134640', '134640'],
] as const)('value %#', (of, path, before, after) => expect(of.value?.(before, path, context)).toBe(after));

test('every registered normaliser says why it exists and has a name of its own', () => {
  expect(normalisers.filter(({ why }) => !/^(\S+ ){3,}\S+\.$/.test(why))).toEqual([]);
  expect(new Set(normalisers.map(({ name }) => name)).size).toBe(normalisers.length);
});
