/** `run`: compiles models and runs them in the target. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const run = { engine: 'run' };

export default defineSuite({
  command: 'run',
  defaults: { project: 'shop', state: 'seeded' },
  cases: {
    // Order
    all: {
      title: 'runs every model',
      argv: 'run',
      checks: ['RUN-1', 'RUN-8', 'RUN-EXIT', 'RUN-OUT', 'RUN-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'runs every model over existing relations',
      state: 'built',
      argv: 'run',
      checks: ['RUN-1', 'RUN-ART'],
    },
    grants: {
      title: 'applies the grants config to one model only',
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
      title: 'runs on-run-start and on-run-end hooks',
      before: [shop.addRunHooks],
      argv: 'run --select staging',
      checks: ['RUN-1', 'RUN-8', 'RUN-OUT'],
    },

    // Selection
    'select-name': {
      title: 'selects one model by name',
      argv: 'run --select stg_orders',
      checks: ['RUN-2', 'RUN-FLAG'],
    },
    'select-several': {
      title: 'selects two models by name',
      argv: 'run --select stg_orders stg_payments',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-path': { title: 'selects by folder', argv: 'run --select models/staging', checks: ['RUN-2'] },
    'select-file': {
      title: 'selects by file with the path: method',
      argv: 'run --select path:models/staging/stg_orders.sql',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-tag': {
      title: 'selects by tag',
      state: 'built',
      argv: 'run --select tag:nightly',
      checks: ['RUN-2'],
      tier: 'smoke',
    },
    'select-config': {
      title: 'selects by config.materialized',
      state: 'built',
      argv: 'run --select config.materialized:incremental',
      checks: ['RUN-2'],
    },
    'select-meta': {
      title: 'selects by config.meta',
      state: 'built',
      argv: 'run --select config.meta.owner:sales',
      checks: ['RUN-2'],
    },
    'select-fqn': {
      title: 'selects by fully qualified name',
      argv: 'run --select shop.staging',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-group': {
      title: 'selects by group',
      state: 'built',
      argv: 'run --select group:finance',
      checks: ['RUN-2'],
      tier: 'full',
    },
    'select-wildcard': {
      title: 'selects with a wildcard',
      argv: 'run --select stg_*s',
      checks: ['RUN-2'],
    },
    'select-source': {
      title: 'selects a source and its descendants',
      state: 'built',
      argv: 'run --select source:raw.payments+',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-exposure': {
      title: 'selects an exposure and its ancestors',
      argv: 'run --select +exposure:weekly_review',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-ancestors': {
      title: 'selects a model and its ancestors with +',
      argv: 'run --select +customers',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-descendants': {
      title: 'selects a model and its descendants with +',
      state: 'built',
      argv: 'run --select stg_payments+',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-depth': {
      title: 'selects a model and its direct parents with 1+',
      argv: 'run --select 1+product_sales',
      checks: ['RUN-2'],
    },
    'select-at': {
      title: 'selects with the @ operator',
      argv: 'run --select @stg_customers',
      checks: ['RUN-1', 'RUN-2'],
    },
    'select-both': {
      title: 'selects an intersection of two criteria',
      state: 'built',
      argv: 'run --select tag:nightly,config.materialized:table',
      checks: ['RUN-2'],
    },
    selector: {
      title: 'selects with --selector',
      state: 'built',
      argv: 'run --selector marts_for_day',
      checks: ['RUN-2', 'RUN-3'],
    },
    'selector-unknown': {
      title: 'fails on an unknown --selector',
      argv: 'run --selector monthly',
      expect: 'usage-error',
      checks: ['RUN-ERR'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'run --select no_such_model',
      checks: ['RUN-2', 'RUN-EXIT', 'RUN-ERR'],
    },
    'select-bad-method': {
      title: 'fails on an unknown selector method',
      argv: 'run --select colour:red',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    exclude: { title: 'excludes by tag', argv: 'run --exclude tag:nightly', checks: ['RUN-3'] },
    'exclude-from-select': {
      title: 'excludes a model from a selected folder',
      argv: 'run --select staging --exclude stg_payments',
      checks: ['RUN-2', 'RUN-3'],
    },
    'exclude-descendants': {
      title: 'excludes a model and its descendants',
      argv: 'run --exclude order_payments+',
      checks: ['RUN-3'],
      tier: 'full',
    },

    // Materializations
    'full-refresh': {
      title: 'rebuilds incremental models with --full-refresh',
      state: 'built',
      before: [shop.truncatePayments],
      argv: 'run --full-refresh',
      checks: ['RUN-4', 'RUN-FLAG'],
      tier: 'smoke',
    },
    'full-refresh-schema-change': {
      title: 'adds a new column to an incremental model with --full-refresh',
      before: [run, shop.addRevenueColumn],
      argv: 'run --select daily_revenue --full-refresh',
      checks: ['RUN-4'],
    },
    'full-refresh-by-environment': {
      title: 'rebuilds incremental models with DBT_FULL_REFRESH',
      state: 'built',
      before: [shop.truncatePayments],
      argv: 'run --select tag:nightly',
      env: { DBT_FULL_REFRESH: '1' },
      checks: ['RUN-4', 'RUN-FLAG'],
    },
    'incremental-twice': {
      title: 'adds new rows to incremental models',
      before: [run, shop.insertNextDayOrders],
      argv: 'run --select tag:nightly',
      checks: ['RUN-6'],
    },
    'incremental-nothing-new': {
      title: 'runs incremental models without new rows',
      before: [run],
      argv: 'run --select config.materialized:incremental',
      checks: ['RUN-6'],
    },
    'incremental-changed-rows': {
      title: 'updates existing rows by unique_key in an incremental model',
      state: 'built',
      before: [shop.correctPayments],
      argv: 'run --select daily_revenue',
      checks: ['RUN-6'],
    },
    'incremental-append-column': {
      title: 'adds a column with on_schema_change append_new_columns',
      state: 'built',
      before: [shop.insertNextDayOrders, shop.addLedgerColumn],
      argv: 'run --select payment_ledger',
      checks: ['RUN-6'],
    },
    'incremental-ignore-column': {
      title: 'ignores a new column with the default on_schema_change',
      state: 'built',
      before: [shop.insertNextDayOrders, shop.addRevenueColumn],
      argv: 'run --select daily_revenue',
      checks: ['RUN-6'],
    },
    ephemeral: {
      title: 'inlines ephemeral models as nested CTEs',
      argv: 'run --select +orders',
      checks: ['RUN-7'],
    },
    'ephemeral-alone': {
      title: 'selects only an ephemeral model',
      argv: 'run --select order_payments',
      checks: ['RUN-7', 'RUN-EXIT'],
    },
    'table-becomes-view': {
      title: 'replaces a table with a view',
      state: 'built',
      before: [shop.makeOrdersAView],
      argv: 'run --select orders+',
      checks: ['RUN-1'],
    },

    // Target and variables
    'target-other': {
      title: 'writes to another target with --target',
      argv: 'run --select staging --target other',
      checks: ['RUN-5'],
    },
    'target-by-environment': {
      title: 'writes to another target with DBT_TARGET',
      argv: 'run --select staging',
      env: { DBT_TARGET: 'other' },
      checks: ['RUN-5', 'RUN-FLAG'],
    },
    'target-unknown': {
      title: 'fails on an unknown target',
      argv: 'run --target production',
      expect: 'usage-error',
      checks: ['RUN-5', 'RUN-ERR'],
    },
    vars: {
      title: 'overrides a variable with --vars',
      state: 'built',
      argv: "run --select big_orders --vars '{big_order_cents: 5000}'",
      checks: ['RUN-FLAG'],
    },
    'vars-broken': {
      title: 'rejects --vars that are not valid YAML',
      argv: "run --vars '{big_order_cents: '",
      expect: 'usage-error',
      checks: ['RUN-FLAG', 'RUN-ERR'],
    },
    empty: {
      title: 'builds every model without rows with --empty',
      argv: 'run --empty',
      checks: ['RUN-FLAG'],
    },

    // Output and artifacts
    'quiet-failure': {
      title: 'prints only errors with --quiet',
      before: [shop.breakStgPayments],
      argv: 'run --select staging --quiet',
      expect: 'failure',
      checks: ['RUN-OUT', 'RUN-ERR'],
    },
    'log-json-failure': {
      title: 'reports a failing model with --log-format json',
      before: [shop.breakStgPayments],
      argv: 'run --select staging --log-format json',
      expect: 'failure',
      checks: ['RUN-OUT', 'RUN-ERR'],
    },
    'log-debug': {
      title: 'prints debug logs with --debug',
      argv: 'run --select stg_orders --debug',
      checks: ['RUN-OUT', 'RUN-FLAG'],
    },
    'no-colours': {
      title: 'prints without colors with --no-use-colors',
      before: [shop.breakStgPayments],
      argv: 'run --select staging --no-use-colors',
      expect: 'failure',
      checks: ['RUN-OUT'],
    },
    'no-write-json': {
      title: 'writes no artifacts with --no-write-json',
      argv: 'run --select stg_orders --no-write-json',
      checks: ['RUN-ART', 'RUN-FLAG'],
    },
    'target-path': {
      title: 'writes artifacts to another folder with --target-path',
      argv: 'run --select stg_orders --target-path build',
      checks: ['RUN-ART', 'RUN-FLAG'],
    },
    'log-path': {
      title: 'writes the log to another folder with --log-path',
      argv: 'run --select stg_orders --log-path journal',
      checks: ['RUN-ART', 'RUN-FLAG'],
      tier: 'full',
    },

    // Failures of models
    'failing-model': {
      title: 'skips the descendants of a failing model and runs the rest',
      before: [shop.breakStgPayments],
      argv: 'run',
      expect: 'failure',
      checks: ['RUN-1', 'RUN-8', 'RUN-EXIT', 'RUN-ERR'],
      tier: 'smoke',
    },
    'failing-refresh': {
      title: 'keeps existing tables when a --full-refresh fails',
      state: 'built',
      before: [shop.breakStgPayments],
      argv: 'run --full-refresh',
      expect: 'failure',
      checks: ['RUN-4', 'RUN-ERR'],
    },
    'fail-fast': {
      title: 'stops at the first failing model with --fail-fast',
      before: [shop.breakStgPayments],
      // No other model may be ready to run: whether dbt cancels it or lets it finish is random.
      argv: 'run --fail-fast --select stg_payments+',
      expect: 'failure',
      checks: ['RUN-8', 'RUN-EXIT', 'RUN-FLAG'],
    },
    'broken-contract': {
      title: 'fails on a column type that breaks the contract',
      state: 'built',
      before: [shop.breakCustomersContract],
      argv: 'run --select customers',
      expect: 'failure',
      checks: ['RUN-ERR'],
    },
    'statement-timeout': {
      title: 'fails when a statement exceeds statement_timeout',
      before: [shop.exceedStatementTimeout],
      argv: 'run --select stg_orders+',
      expect: 'failure',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    interrupted: {
      title: 'stops on Ctrl-C while a model runs',
      before: [shop.sleepInStgOrders],
      argv: 'run --select stg_orders+',
      interrupt: 'pg_sleep(60)',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR', 'RUN-ART'],
    },
    'raised-error': {
      title: 'fails on a model that raises a compiler error',
      state: 'built',
      before: [shop.raiseCompilerError],
      argv: 'run --select big_orders',
      expect: 'failure',
      checks: ['RUN-8', 'RUN-ERR'],
    },
    'missing-var': {
      title: 'fails on a var() without a value',
      state: 'built',
      before: [shop.useMissingVar],
      argv: 'run --select big_orders',
      expect: 'failure',
      checks: ['RUN-ERR'],
    },
    'no-sources': {
      title: 'fails when source tables do not exist',
      state: 'empty',
      argv: 'run',
      expect: 'failure',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },

    // Failures before any model
    'warn-error': {
      title: 'turns warnings into errors with --warn-error',
      argv: 'run --select no_such_model --warn-error',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-FLAG'],
    },
    'open-block': {
      title: 'fails on an unclosed Jinja block',
      before: [shop.openJinjaBlock],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'broken-yaml': {
      title: 'fails on invalid YAML in a properties file',
      before: [shop.breakProperties],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'missing-ref': {
      title: 'fails on a ref() to a missing model',
      before: [shop.useMissingRef],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    cycle: {
      title: 'fails on a cycle between two models',
      before: [shop.addCycle],
      argv: 'run',
      expect: 'usage-error',
      checks: ['RUN-1', 'RUN-ERR'],
    },
    'no-profile': {
      title: 'fails on an unknown profile',
      argv: 'run --profile bakery',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
    },
    'flag-without-value': {
      title: 'rejects an option without its value',
      argv: 'run --target',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
      tier: 'full',
    },
    'flag-bad-value': {
      title: 'rejects a --threads that is not a number',
      argv: 'run --threads many',
      expect: 'usage-error',
      checks: ['RUN-EXIT', 'RUN-ERR'],
      tier: 'full',
    },
    ...commonCases(
      'run',
      { title: 'runs models', argv: 'run --select staging' },
      { 'unknown-flag': { tier: 'smoke' }, 'no-project': {} },
    ),
  },
  options: {
    base: { argv: 'run', state: 'built', before: [shop.addContentForOptions, shop.truncatePayments] },
    tests: {
      ...shop.testsOfDefer('run --select big_orders', 'failure'),
      ...shop.testsOnOneNode('stg_orders'),
      '--event-time-start': {
        argv: 'run --select dated daily',
        before: [shop.addContentForOptions, shop.addMicrobatchModel],
      },
      '--event-time-end': {
        argv: 'run --select dated daily',
        before: [shop.addContentForOptions, shop.addMicrobatchModel],
      },
      '--fail-fast': {
        argv: 'run --select stg_payments big_orders',
        before: [shop.breakStgPayments],
        expect: 'failure',
      },
    },
    isolated: ['--sqlparse'],
    conflicts: shop.eventTimeConflicts,
  },
});
