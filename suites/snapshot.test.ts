/** `snapshot`: keeps what rows looked like before they changed. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const built = { project: 'shop', state: 'built' };

/** A customer moves, one comes, one goes. */
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

export default await suite(
  'snapshot',
  built,
  {
    all: {
      title: 'takes the first snapshot',
      state: 'seeded',
      before: [{ engine: 'run --select stg_customers' }],
      argv: 'snapshot',
      checks: ['SNAPSHOT-1', 'SNAPSHOT-3', 'SNAPSHOT-EXIT', 'SNAPSHOT-OUT', 'SNAPSHOT-ART'],
      tier: 'smoke',
    },
    changed: {
      title: 'closes rows by their time of change and opens new ones',
      before: [changes],
      argv: 'snapshot',
      checks: ['SNAPSHOT-1', 'SNAPSHOT-3', 'SNAPSHOT-4'],
      tier: 'smoke',
    },
    unchanged: { title: 'finds nothing changed', argv: 'snapshot', checks: ['SNAPSHOT-1'] },
    check: {
      title: 'finds changes by comparing columns',
      before: [byCheck, first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2', 'SNAPSHOT-3'],
      tier: 'smoke',
    },
    'check-all': {
      title: 'finds changes by comparing all columns',
      before: [snapshot('unique_key: id', 'strategy: check', 'check_cols: all'), first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2'],
    },
    'hard-deletes-invalidate': {
      title: 'closes rows that are gone',
      before: [
        snapshot('unique_key: id', 'strategy: check', 'check_cols: [status]', 'hard_deletes: invalidate'),
        first,
        shipped,
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-4'],
    },
    'hard-deletes-record': {
      title: 'adds a record for each row that is gone',
      before: [
        snapshot('unique_key: id', 'strategy: check', 'check_cols: [status]', 'hard_deletes: new_record'),
        first,
        shipped,
      ],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-4'],
    },
    'several-keys': {
      title: 'knows rows by two columns',
      before: [snapshot('unique_key: [id, sku]', 'strategy: check', 'check_cols: [status]'), first, shipped],
      argv: 'snapshot --select status_history',
      checks: ['SNAPSHOT-2', 'SNAPSHOT-3'],
    },
    'meta-names': {
      title: 'gives the columns of validity other names',
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
      title: 'takes up a column that came',
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
    select: { title: 'takes one snapshot', argv: 'snapshot --select tag:history', checks: ['SNAPSHOT-FLAG'] },
    exclude: {
      title: 'takes all but one',
      before: [byCheck],
      argv: 'snapshot --exclude customers_history',
      checks: ['SNAPSHOT-FLAG'],
    },
    empty: {
      title: 'takes a snapshot without rows',
      state: 'seeded',
      before: [byCheck],
      argv: 'snapshot --select status_history --empty',
      checks: ['SNAPSHOT-FLAG'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'snapshot --select no_such_snapshot',
      checks: ['SNAPSHOT-ERR'],
    },
    'doubled-keys': {
      title: 'finds a key twice',
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
      title: 'leaves out the strategy',
      before: [snapshot('unique_key: id')],
      argv: 'snapshot',
      expect: 'usage-error',
      checks: ['SNAPSHOT-EXIT', 'SNAPSHOT-ERR'],
    },
    'missing-relation': {
      title: 'takes a snapshot of what does not stand',
      state: 'raw',
      argv: 'snapshot',
      expect: 'failure',
      checks: ['SNAPSHOT-EXIT', 'SNAPSHOT-ERR'],
    },
    'target-other': {
      title: 'takes a snapshot into another target',
      before: [byCheck],
      argv: 'snapshot --select status_history --target other',
      checks: ['SNAPSHOT-FLAG'],
    },
    quiet: { title: 'wants to hear nothing', argv: 'snapshot --quiet', checks: ['SNAPSHOT-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'snapshot --log-format json',
      checks: ['SNAPSHOT-OUT'],
    },
    help: { title: 'asks for help', argv: 'snapshot --help', checks: ['SNAPSHOT-OUT', 'SNAPSHOT-FLAG'] },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'snapshot',
      expect: 'usage-error',
      checks: ['SNAPSHOT-EXIT', 'SNAPSHOT-ERR'],
    },
  },
  {
    base: { argv: 'snapshot', before: [shop.occasions, changes] },
    options: {
      ...shop.deferring('snapshot', 'failure'),
      ...shop.narrowed('customers_history'),
      '--fail-fast': { silent: { why: 'One snapshot is taken.' } },
      '--log-file-max-bytes': { values: ['30000'] },
      '--select': { values: ['no_such_snapshot'] },
      '--exclude': { values: ['customers_history'] },
    },
    apart: ['--sqlparse'],
  },
);
