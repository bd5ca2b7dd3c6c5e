/** `build`: runs seeds, models, snapshots and tests in dependency order. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

export default defineSuite({
  command: 'build',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
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
      before: [shop.insertNextDayOrders],
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
      before: [shop.truncatePayments],
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
      before: [shop.setUnknownStatus],
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
    interrupted: {
      title: 'stops on Ctrl-C while a model runs',
      state: 'built',
      before: [shop.sleepInStgOrders],
      argv: 'build --select stg_orders+',
      interrupt: 'pg_sleep(60)',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },

    // Failures
    'failing-model': {
      title: 'skips the descendants of a failing model and builds the rest',
      before: [shop.breakStgPayments],
      argv: 'build',
      expect: 'failure',
      checks: ['BUILD-4', 'BUILD-EXIT', 'BUILD-ERR'],
      tier: 'smoke',
    },
    'failing-test': {
      title: 'skips the descendants of a model whose test fails',
      state: 'built',
      before: [shop.setUnknownStatus],
      argv: 'build --select stg_orders+ --exclude orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-4', 'BUILD-EXIT'],
    },
    'failing-unit-test': {
      title: 'skips a model whose unit test fails',
      state: 'built',
      before: [shop.excludeOrdersAtLimit],
      argv: 'build --select big_orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-EXIT', 'BUILD-ERR'],
    },
    cycle: {
      title: 'fails on a cycle between two models',
      before: [shop.addCycle],
      argv: 'build',
      expect: 'usage-error',
      checks: ['BUILD-ERR'],
    },
    ...commonCases(
      'build',
      { title: 'builds a seed', argv: 'build --select countries' },
      { 'unknown-flag': {} },
    ),
  },
  options: {
    base: { argv: 'build', state: 'built', before: [shop.addContentForOptions] },
    tests: {
      ...shop.testsOfDefer('build --select big_orders --resource-type model', 'failure'),
      ...shop.testsOnOneNode('greeting'),
      '--fail-fast': {
        argv: 'build --select stg_payments big_orders',
        before: [shop.breakStgPayments],
        expect: 'failure',
      },
      '--event-time-start': {
        argv: 'build --select dated daily',
        before: [shop.addContentForOptions, shop.addMicrobatchModel],
      },
      '--event-time-end': {
        argv: 'build --select dated daily',
        before: [shop.addContentForOptions, shop.addMicrobatchModel],
      },
      '--store-failures': {
        argv: 'build --select stg_orders',
        before: [shop.addContentForOptions, shop.setUnknownStatus],
        expect: 'failure',
      },
      '--show': { noEffect: { why: 'build prints no seed rows.' } },
      // In a build, tests run between models, so other edges change the order.
      '--use-fast-test-edges': { noEffect: [] },
      '--export-saved-queries': { noEffect: { why: 'Only dbt Cloud exports saved queries.' } },
      '--include-saved-query': { noEffect: { why: 'dbt defines this option but never reads it.' } },
      '--full-refresh': { before: [shop.addContentForOptions, shop.truncatePayments] },
      '--indirect-selection': {
        values: ['eager', 'cautious', 'buildable', 'empty'],
        argv: 'build --select stg_orders',
      },
    },
    isolated: ['--sqlparse'],
    conflicts: shop.eventTimeConflicts,
  },
});
