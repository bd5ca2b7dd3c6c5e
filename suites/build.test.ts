/** `build`: runs seeds, models, snapshots and tests in dependency order. */
import { suite } from '../src/cases/define-suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };

export default await suite(
  'build',
  raw,
  {
    // Order
    all: {
      title: 'builds the whole project from raw tables',
      argv: 'build',
      checks: ['BUILD-1', 'BUILD-2', 'BUILD-EXIT', 'BUILD-OUT', 'BUILD-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'rebuilds the project after new source rows',
      state: 'built',
      before: [shop.night],
      argv: 'build',
      checks: ['BUILD-1', 'BUILD-ART'],
    },
    threads: {
      title: 'builds nodes in dependency order with --threads 1',
      state: 'built',
      argv: 'build --select +customers --threads 1',
      checks: ['BUILD-2'],
    },
    'several-threads': {
      title: 'builds independent nodes in parallel with --threads 4',
      argv: 'build --threads 4',
      checks: ['BUILD-1', 'BUILD-2', 'BUILD-OUT', 'BUILD-ART'],
    },

    // Selection
    'select-ancestors': {
      title: 'selects a model and its ancestors with +',
      argv: 'build --select +country_revenue',
      checks: ['BUILD-2', 'BUILD-3'],
    },
    'select-seed': {
      title: 'selects a seed and its tests',
      argv: 'build --select countries',
      checks: ['BUILD-3'],
    },
    'select-snapshot': {
      title: 'selects a snapshot and its ancestors',
      state: 'seeded',
      // A relationships test of its ancestors reads a model that does not exist in this state.
      argv: 'build --select +customers_history --exclude test_name:relationships',
      checks: ['BUILD-3'],
    },
    'resource-type': {
      title: 'selects two types with --resource-type',
      argv: 'build --resource-type seed --resource-type snapshot --exclude customers_history',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'select-method-type': {
      title: 'selects with the resource_type: method',
      argv: 'build --select resource_type:seed',
      checks: ['BUILD-3'],
    },
    'exclude-resource-type': {
      title: 'excludes data tests and unit tests with --exclude-resource-type',
      state: 'built',
      argv: 'build --exclude-resource-type test --exclude-resource-type unit_test',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    exclude: {
      title: 'excludes by tag',
      argv: 'build --exclude tag:nightly',
      checks: ['BUILD-3'],
    },
    selector: {
      title: 'selects with --selector',
      state: 'built',
      argv: 'build --selector nightly',
      checks: ['BUILD-3'],
    },
    'indirect-cautious': {
      title: 'skips tests with unselected parents (--indirect-selection cautious)',
      state: 'built',
      argv: 'build --select stg_orders --indirect-selection cautious',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'indirect-eager': {
      title: 'runs every test of a selected node (--indirect-selection eager)',
      state: 'built',
      argv: 'build --select stg_orders --indirect-selection eager',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'build --select no_such_node',
      checks: ['BUILD-3', 'BUILD-ERR'],
    },

    // Flags
    'full-refresh': {
      title: 'rebuilds incremental models and seeds with --full-refresh',
      state: 'built',
      before: [shop.amnesia],
      argv: 'build --full-refresh --exclude customers_history',
      checks: ['BUILD-FLAG'],
      tier: 'smoke',
    },
    empty: {
      title: 'builds every model without rows with --empty',
      argv: 'build --empty',
      checks: ['BUILD-FLAG'],
    },
    'store-failures': {
      title: 'stores failing rows with --store-failures',
      state: 'built',
      before: [shop.lostOrder],
      argv: 'build --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['BUILD-FLAG'],
    },
    'target-other': {
      title: 'builds into another target with --target',
      // A relationships test of a selected model reads an unselected model, which does not exist in this target.
      argv: 'build --target other --select +big_orders --exclude test_name:relationships',
      checks: ['BUILD-FLAG'],
    },
    quiet: {
      title: 'builds a seed with --quiet',
      argv: 'build --select countries --quiet',
      checks: ['BUILD-OUT'],
    },
    'log-json': {
      title: 'builds a seed with --log-format json',
      argv: 'build --select countries --log-format json',
      checks: ['BUILD-OUT'],
    },
    interrupted: {
      title: 'stops on Ctrl-C while a model runs',
      state: 'built',
      before: [shop.endlessModel],
      argv: 'build --select stg_orders+',
      interrupt: 'pg_sleep(60)',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },
    help: { title: 'prints help with --help', argv: 'build --help', checks: ['BUILD-OUT', 'BUILD-FLAG'] },

    // Failures
    'failing-model': {
      title: 'skips the descendants of a failing model and builds the rest',
      before: [shop.failingModel],
      argv: 'build',
      expect: 'failure',
      checks: ['BUILD-4', 'BUILD-EXIT', 'BUILD-ERR'],
      tier: 'smoke',
    },
    'failing-test': {
      title: 'skips the descendants of a model whose test fails',
      state: 'built',
      before: [shop.lostOrder],
      argv: 'build --select stg_orders+ --exclude orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-4', 'BUILD-EXIT'],
    },
    'failing-unit-test': {
      title: 'skips a model whose unit test fails',
      state: 'built',
      before: [shop.wrongLimit],
      argv: 'build --select big_orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-EXIT', 'BUILD-ERR'],
    },
    'dead-database': {
      title: 'fails when the database is unreachable',
      before: [shop.deadDatabase],
      argv: 'build',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },
    cycle: {
      title: 'fails on a cycle between two models',
      before: [shop.cycle],
      argv: 'build',
      expect: 'usage-error',
      checks: ['BUILD-ERR'],
    },
    'unknown-flag': {
      title: 'rejects an unknown option',
      argv: 'build --no-such-flag',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },
  },
  {
    base: { argv: 'build', state: 'built', before: [shop.occasions] },
    options: {
      ...shop.deferring('build --select big_orders --resource-type model', 'failure'),
      ...shop.narrowed('greeting'),
      '--fail-fast': {
        argv: 'build --select stg_payments big_orders',
        before: [shop.failingModel],
        expect: 'failure',
      },
      '--event-time-start': { argv: 'build --select dated daily', before: [shop.occasions, shop.daily] },
      '--event-time-end': { argv: 'build --select dated daily', before: [shop.occasions, shop.daily] },
      '--store-failures': {
        argv: 'build --select stg_orders',
        before: [shop.occasions, shop.lostOrder],
        expect: 'failure',
      },
      '--show': { silent: { why: 'build prints no seed rows.' } },
      // In a build, tests run between models, so other edges change the order.
      '--use-fast-test-edges': { silent: [] },
      '--export-saved-queries': { silent: { why: 'Only dbt Cloud exports saved queries.' } },
      '--include-saved-query': { silent: { why: 'dbt defines this option but never reads it.' } },
      '--full-refresh': { before: [shop.occasions, shop.amnesia] },
      '--indirect-selection': {
        values: ['eager', 'cautious', 'buildable', 'empty'],
        argv: 'build --select stg_orders',
      },
    },
    apart: ['--sqlparse'],
    clashes: shop.eventTimes,
  },
);
