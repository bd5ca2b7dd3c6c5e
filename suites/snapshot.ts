/** `snapshot`: records how rows change over time. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** Updates two customers, inserts one and deletes one. */
const changes = {
  sql: `
    update raw.customers set country = 'FI', updated_at = '2024-03-10 08:00:00' where id = 1;
    update raw.customers set name = 'Ben C.' where id = 2;
    insert into raw.customers values (11, 'Kai Lund', null, 'SE', '2024-03-10 09:00:00');
    delete from raw.customers where id = 10;
  `,
};

const snapshot = (...settings: readonly string[]) => ({
  write: {
    'snapshots/status_history.yml': [
      'snapshots:',
      '  - name: status_history',
      "    relation: source('raw', 'orders')",
      '    config:',
      ...settings.map((setting) => `      ${setting}`),
      '',
    ].join('\n'),
  },
});
const byCheck = snapshot('unique_key: id', 'strategy: check', 'check_cols: [status, quantity]');
const first = { engine: 'snapshot --select status_history' };
const shipped = {
  sql: `
    update raw.orders set status = 'shipped' where id in (18, 19);
    update raw.orders set promotion = 'SPRING' where id = 1;
    delete from raw.orders where id = 20;
  `,
};

export default defineSuite({
  command: 'snapshot',
  defaults: { project: 'shop', state: 'built' },
  cases: {
    all: {
      title: 'creates a snapshot table',
      state: 'seeded',
      before: [{ engine: 'run --select stg_customers' }],
      argv: 'snapshot',
      checks: ['SNAPSHOT-1', 'SNAPSHOT-3', 'SNAPSHOT-EXIT', 'SNAPSHOT-OUT', 'SNAPSHOT-ART'],
      tier: 'smoke',
    },
    changed: {
      title: 'applies the timestamp strategy to changed rows',
      before: [changes],
      argv: 'snapshot',
      checks: ['SNAPSHOT-1', 'SNAPSHOT-3', 'SNAPSHOT-4'],
      tier: 'smoke',
    },
    unchanged: { title: 'changes nothing when no rows changed', argv: 'snapshot', checks: ['SNAPSHOT-1'] },
    check: {
      title: 'applies the check strategy with two check_cols',
      before: [byCheck, first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2', 'SNAPSHOT-3'],
      tier: 'smoke',
    },
    'check-all': {
      title: 'applies the check strategy with check_cols: all',
      before: [snapshot('unique_key: id', 'strategy: check', 'check_cols: all'), first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2'],
    },
    'hard-deletes-invalidate': {
      title: 'closes deleted rows with hard_deletes: invalidate',
      before: [
        snapshot('unique_key: id', 'strategy: check', 'check_cols: [status]', 'hard_deletes: invalidate'),
        first,
        shipped,
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-4'],
    },
    'hard-deletes-record': {
      title: 'adds a record per deleted row with hard_deletes: new_record',
      before: [
        snapshot('unique_key: id', 'strategy: check', 'check_cols: [status]', 'hard_deletes: new_record'),
        first,
        shipped,
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-4'],
    },
    'several-keys': {
      title: 'uses a unique_key of two columns',
      before: [snapshot('unique_key: [id, sku]', 'strategy: check', 'check_cols: [status]'), first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2', 'SNAPSHOT-3'],
    },
    'meta-names': {
      title: 'applies snapshot_meta_column_names and dbt_valid_to_current',
      before: [
        snapshot(
          'unique_key: id',
          'strategy: check',
          'check_cols: [status]',
          "dbt_valid_to_current: \"to_date('9999-12-31', 'YYYY-MM-DD')\"",
          'snapshot_meta_column_names: { dbt_valid_from: since, dbt_valid_to: until }',
        ),
        first,
        shipped,
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-3'],
    },
    'new-column': {
      title: 'adds a new source column to the snapshot',
      before: [
        byCheck,
        first,
        {
          sql: "alter table raw.orders add column gift boolean default true; update raw.orders set status = 'lost' where id = 2",
        },
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-3'],
    },
    select: { title: 'selects by tag', argv: 'snapshot --select tag:history', checks: ['SNAPSHOT-FLAG'] },
    exclude: {
      title: 'excludes one snapshot',
      before: [byCheck],
      argv: 'snapshot --exclude customers_history',
      checks: ['SNAPSHOT-FLAG'],
    },
    empty: {
      title: 'creates a snapshot without rows with --empty',
      state: 'seeded',
      before: [byCheck],
      argv: 'snapshot --select status_history --empty',
      checks: ['SNAPSHOT-FLAG'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'snapshot --select no_such_snapshot',
      checks: ['SNAPSHOT-ERR'],
    },
    'doubled-keys': {
      title: 'handles duplicate unique_key values',
      before: [
        { write: { 'models/twice.sql': 'select 1 as id, 1 as value union all select 1, 2\n' } },
        {
          write: {
            'snapshots/twice.yml':
              "snapshots:\n  - name: twice_history\n    relation: ref('twice')\n    config: { unique_key: id, strategy: check, check_cols: all }\n",
          },
        },
        { engine: 'run --select twice' },
        { engine: 'snapshot --select twice_history' },
        { write: { 'models/twice.sql': 'select 1 as id, 3 as value union all select 1, 4\n' } },
        { engine: 'run --select twice' },
      ],
      argv: 'snapshot --select twice_history',
      checks: ['SNAPSHOT-4', 'SNAPSHOT-ERR'],
    },
    'no-strategy': {
      title: 'fails on a snapshot without a strategy',
      before: [snapshot('unique_key: id')],
      argv: 'snapshot',
      expect: 'usage-error',
      checks: ['SNAPSHOT-EXIT', 'SNAPSHOT-ERR'],
    },
    'missing-relation': {
      title: 'fails when the snapshotted relation does not exist',
      state: 'raw',
      argv: 'snapshot',
      expect: 'failure',
      checks: ['SNAPSHOT-EXIT', 'SNAPSHOT-ERR'],
    },
    'target-other': {
      title: 'writes to another target with --target',
      before: [byCheck],
      argv: 'snapshot --select status_history --target other',
      checks: ['SNAPSHOT-FLAG'],
    },
    ...commonCases('snapshot', { title: 'runs snapshots' }),
  },
  options: {
    base: { argv: 'snapshot', before: [shop.addContentForOptions, changes] },
    tests: {
      ...shop.testsOfDefer('snapshot', 'failure'),
      ...shop.testsOnOneNode('customers_history'),
      '--fail-fast': { noEffect: { why: 'Only one snapshot runs.' } },
      '--log-file-max-bytes': { values: ['30000'] },
      '--select': { values: ['no_such_snapshot'] },
      '--exclude': { values: ['customers_history'] },
    },
    isolated: ['--sqlparse'],
  },
});
