/** `run`: compiles models and executes them on the target. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const seeded = { project: 'shop', state: 'seeded' };
const run = { engine: 'run' };

export default await suite(
  'run',
  seeded,
  {
    // Order
    all: {
      title: 'runs every model',
      argv: 'run',
      checks: ['RUN-1', 'RUN-8', 'RUN-EXIT', 'RUN-OUT', 'RUN-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'runs every model over those of yesterday',
      state: 'built',
      argv: 'run',
      checks: ['RUN-1', 'RUN-ART'],
    },
    grants: {
      title: 'lets everybody read a model that wants it, and says so to nobody else',
      before: [
        {
          write: {
            'models/open.sql':
              "{{ config(materialized='table', grants={'select': ['public']}) }}\nselect 1 as id\n",
          },
        },
      ],
      argv: 'run --select open stg_orders',
      checks: ['RUN-1', 'RUN-8'],
    },
    'hooks-around-runs': {
      title: 'logs each run by hooks at its start and its end',
      before: [shop.hooksAroundRuns],
      argv: 'run --select staging',
      checks: ['RUN-1', 'RUN-8', 'RUN-OUT'],
    },

    // Selection
    'select-name': {
      title: 'runs one model',
      argv: 'run --select stg_orders',
      checks: ['RUN-2', 'RUN-FLAG'],
    },
    'select-several': {
      title: 'runs two models',
      argv: 'run --select stg_orders stg_payments',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-path': { title: 'runs a folder', argv: 'run --select models/staging', checks: ['RUN-2'] },
    'select-file': {
      title: 'runs a file',
      argv: 'run --select path:models/staging/stg_orders.sql',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-tag': {
      title: 'runs what bears a tag',
      state: 'built',
      argv: 'run --select tag:nightly',
      checks: ['RUN-2'],
      tier: 'smoke',
    },
    'select-config': {
      title: 'runs what has a setting',
      state: 'built',
      argv: 'run --select config.materialized:incremental',
      checks: ['RUN-2'],
    },
    'select-meta': {
      title: 'runs what has a key in its meta',
      state: 'built',
      argv: 'run --select config.meta.owner:sales',
      checks: ['RUN-2'],
    },
    'select-fqn': {
      title: 'runs what a qualified name covers',
      argv: 'run --select shop.staging',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-group': {
      title: 'runs what belongs to a group',
      state: 'built',
      argv: 'run --select group:finance',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-wildcard': {
      title: 'runs what a wildcard matches',
      argv: 'run --select stg_*s',
      checks: ['RUN-2'],
    },
    'select-source': {
      title: 'runs what reads a source',
      state: 'built',
      argv: 'run --select source:raw.payments+',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-exposure': {
      title: 'runs what a dashboard needs',
      argv: 'run --select +exposure:weekly_review',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-ancestors': {
      title: 'runs a model after all it needs',
      argv: 'run --select +customers',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-descendants': {
      title: 'runs a model before all that need it',
      state: 'built',
      argv: 'run --select stg_payments+',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-depth': {
      title: 'runs a model and what it needs at once',
      argv: 'run --select 1+product_sales',
      checks: ['RUN-2'],
    },
    'select-at': {
      title: 'runs what a model touches, with all it needs',
      argv: 'run --select @stg_customers',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-both': {
      title: 'runs what meets two criteria',
      state: 'built',
      argv: 'run --select tag:nightly,config.materialized:table',
      checks: ['RUN-2'],
    },
    selector: {
      title: 'runs what a selector of the project says',
      state: 'built',
      argv: 'run --selector marts_for_day',
      checks: ['RUN-2', 'RUN-3'],
    },
    'selector-unknown': {
      title: 'names a selector that does not exist',
      argv: 'run --selector monthly',
      expect: 'usage-error',
      checks: ['RUN-ERR'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'run --select no_such_model',
      checks: ['RUN-2', 'RUN-EXIT', 'RUN-ERR'],
    },
    'select-bad-method': {
      title: 'selects by a method that does not exist',
      argv: 'run --select colour:red',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    exclude: { title: 'runs all but a tag', argv: 'run --exclude tag:nightly', checks: ['RUN-3'] },
    'exclude-from-select': {
      title: 'runs a folder without one of its models',
      argv: 'run --select staging --exclude stg_payments',
      checks: ['RUN-2', 'RUN-3'],
    },
    'exclude-descendants': {
      title: 'runs all but a model and those that need it',
      argv: 'run --exclude order_payments+',
      checks: ['RUN-3'],
      tier: 'full',
    },

    // Materialisations
    'full-refresh': {
      title: 'builds incremental tables anew',
      state: 'built',
      before: [shop.amnesia],
      argv: 'run --full-refresh',
      checks: ['RUN-4', 'RUN-FLAG'],
      tier: 'smoke',
    },
    'full-refresh-schema-change': {
      title: 'builds an incremental table anew with a new column',
      before: [run, shop.widerRevenue],
      argv: 'run --select daily_revenue --full-refresh',
      checks: ['RUN-4'],
    },
    'full-refresh-by-environment': {
      title: 'builds incremental tables anew, by a variable',
      state: 'built',
      before: [shop.amnesia],
      argv: 'run --select tag:nightly',
      env: { DBT_FULL_REFRESH: '1' },
      checks: ['RUN-4', 'RUN-FLAG'],
    },
    'incremental-twice': {
      title: 'runs again after a night of new rows',
      before: [run, shop.night],
      argv: 'run --select tag:nightly',
      checks: ['RUN-6'],
    },
    'incremental-nothing-new': {
      title: 'runs a second time on the same rows',
      before: [run],
      argv: 'run --select config.materialized:incremental',
      checks: ['RUN-6'],
    },
    'incremental-changed-rows': {
      title: 'works out the last day again, not those before',
      state: 'built',
      before: [shop.correction],
      argv: 'run --select daily_revenue',
      checks: ['RUN-6'],
    },
    'incremental-append-column': {
      title: 'appends a new column to an incremental table',
      state: 'built',
      before: [shop.night, shop.widerLedger],
      argv: 'run --select payment_ledger',
      checks: ['RUN-6'],
    },
    'incremental-ignore-column': {
      title: 'ignores a new column of an incremental model',
      state: 'built',
      before: [shop.night, shop.widerRevenue],
      argv: 'run --select daily_revenue',
      checks: ['RUN-6'],
    },
    ephemeral: {
      title: 'turns ephemeral models into nested CTEs',
      argv: 'run --select +orders',
      checks: ['RUN-7'],
    },
    'ephemeral-alone': {
      title: 'selects nothing but an ephemeral model',
      argv: 'run --select order_payments',
      checks: ['RUN-7', 'RUN-EXIT'],
    },
    'table-becomes-view': {
      title: 'replaces a table by a view',
      state: 'built',
      before: [shop.ordersAsView],
      argv: 'run --select orders+',
      checks: ['RUN-1'],
    },

    // Target and variables
    'target-other': {
      title: 'writes to another target',
      argv: 'run --select staging --target other',
      checks: ['RUN-5'],
    },
    'target-by-environment': {
      title: 'writes to another target, by a variable',
      argv: 'run --select staging',
      env: { DBT_TARGET: 'other' },
      checks: ['RUN-5', 'RUN-FLAG'],
    },
    'target-unknown': {
      title: 'names a target that does not exist',
      argv: 'run --target production',
      expect: 'usage-error',
      checks: ['RUN-5', 'RUN-ERR'],
    },
    vars: {
      title: 'lowers the limit above which an order is big',
      state: 'built',
      argv: ['run', '--select', 'big_orders', '--vars', '{big_order_cents: 5000}'],
      checks: ['RUN-FLAG'],
    },
    'vars-broken': {
      title: 'gives variables that are not YAML',
      argv: ['run', '--vars', '{big_order_cents: '],
      expect: 'usage-error',
      checks: ['RUN-FLAG', 'RUN-ERR'],
    },
    empty: { title: 'builds every model without rows', argv: 'run --empty', checks: ['RUN-FLAG'] },

    // Output and artifacts
    quiet: { title: 'wants to hear nothing', argv: 'run --select staging --quiet', checks: ['RUN-OUT'] },
    'quiet-failure': {
      title: 'wants to hear of failures only',
      before: [shop.failingModel],
      argv: 'run --select staging --quiet',
      expect: 'failure',
      checks: ['RUN-OUT', 'RUN-ERR'],
    },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'run --select staging --log-format json',
      checks: ['RUN-OUT'],
    },
    'log-json-failure': {
      title: 'reads a failure by machine',
      before: [shop.failingModel],
      argv: 'run --select staging --log-format json',
      expect: 'failure',
      checks: ['RUN-OUT', 'RUN-ERR'],
    },
    'log-debug': {
      title: 'sees each statement on the console',
      argv: 'run --select stg_orders --debug',
      checks: ['RUN-OUT', 'RUN-FLAG'],
    },
    'no-colours': {
      title: 'prints without colours',
      before: [shop.failingModel],
      argv: 'run --select staging --no-use-colors',
      expect: 'failure',
      checks: ['RUN-OUT'],
    },
    'no-write-json': {
      title: 'writes no artifacts',
      argv: 'run --select stg_orders --no-write-json',
      checks: ['RUN-ART', 'RUN-FLAG'],
    },
    'target-path': {
      title: 'writes artifacts to another folder',
      argv: 'run --select stg_orders --target-path build',
      checks: ['RUN-ART', 'RUN-FLAG'],
    },
    'log-path': {
      title: 'writes the log to another folder',
      argv: 'run --select stg_orders --log-path journal',
      checks: ['RUN-ART', 'RUN-FLAG'],
      tier: 'full',
    },
    help: { title: 'asks for help', argv: 'run --help', checks: ['RUN-OUT', 'RUN-FLAG'] },

    // Failures of models
    'failing-model': {
      title: 'goes on beside a failing model, skips what needs it',
      before: [shop.failingModel],
      argv: 'run',
      expect: 'failure',
      checks: ['RUN-1', 'RUN-8', 'RUN-EXIT', 'RUN-ERR'],
      tier: 'smoke',
    },
    'failing-refresh': {
      title: 'leaves tables as they were when a refresh fails',
      state: 'built',
      before: [shop.failingModel],
      argv: 'run --full-refresh',
      expect: 'failure',
      checks: ['RUN-4', 'RUN-ERR'],
    },
    'fail-fast': {
      title: 'stops at the first failure',
      before: [shop.failingModel],
      // Nothing else may be ready to run: whether the next model is cancelled or still ends well is chance in dbt itself.
      argv: 'run --fail-fast --select stg_payments+',
      expect: 'failure',
      checks: ['RUN-8', 'RUN-EXIT', 'RUN-FLAG'],
    },
    'broken-contract': {
      title: 'refuses a column against its contract',
      state: 'built',
      before: [shop.brokenContract],
      argv: 'run --select customers',
      expect: 'failure',
      checks: ['RUN-ERR'],
    },
    'statement-timeout': {
      title: 'is cut off by the time limit of the database',
      before: [shop.slowModel],
      argv: 'run --select stg_orders+',
      expect: 'failure',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    interrupted: {
      title: 'is interrupted while a model runs',
      before: [shop.endlessModel],
      argv: 'run --select stg_orders+',
      interrupt: 'pg_sleep(60)',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR', 'RUN-ART'],
    },
    'raised-error': {
      title: 'has a model whose macro gives up',
      state: 'built',
      before: [shop.raisedError],
      argv: 'run --select big_orders',
      expect: 'failure',
      checks: ['RUN-8', 'RUN-ERR'],
    },
    'missing-var': {
      title: 'uses a variable that has no value',
      state: 'built',
      before: [shop.missingVar],
      argv: 'run --select big_orders',
      expect: 'failure',
      checks: ['RUN-ERR'],
    },
    'no-sources': {
      title: 'runs on an empty database',
      state: 'empty',
      argv: 'run',
      expect: 'failure',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },

    // Failures before any model
    'warn-error': {
      title: 'takes a warning for an error',
      argv: 'run --select no_such_model --warn-error',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-FLAG'],
    },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'open-block': {
      title: 'leaves a Jinja block open',
      before: [shop.openBlock],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'broken-yaml': {
      title: 'writes YAML that cannot be read',
      before: [shop.brokenYaml],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'missing-ref': {
      title: 'refers to a model that does not exist',
      before: [shop.missingRef],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    cycle: {
      title: 'has two models that need each other',
      before: [shop.cycle],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-1', 'RUN-ERR'],
    },
    'no-project': {
      title: 'stands in a folder without a project',
      before: [shop.noProject],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'no-profile': {
      title: 'names a profile that does not exist',
      argv: 'run --profile bakery',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'unknown-flag': {
      title: 'uses a flag that does not exist',
      argv: 'run --no-such-flag',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
      tier: 'smoke',
    },
    'flag-without-value': {
      title: 'leaves out the value of a flag',
      argv: 'run --target',
      checks: ['RUN-EXIT', 'RUN-ERR'],
      tier: 'full',
    },
    'flag-bad-value': {
      title: 'gives a word for a number',
      argv: 'run --threads many',
      checks: ['RUN-EXIT', 'RUN-ERR'],
      tier: 'full',
    },
  },
  {
    base: { argv: 'run', state: 'built', before: [shop.occasions, shop.amnesia] },
    options: {
      ...shop.deferring('run --select big_orders', 'failure'),
      ...shop.narrowed('stg_orders'),
      '--event-time-start': { argv: 'run --select dated daily', before: [shop.occasions, shop.daily] },
      '--event-time-end': { argv: 'run --select dated daily', before: [shop.occasions, shop.daily] },
      '--fail-fast': {
        argv: 'run --select stg_payments big_orders',
        before: [shop.failingModel],
        expect: 'failure',
      },
    },
    apart: ['--sqlparse'],
    clashes: shop.eventTimes,
  },
);
