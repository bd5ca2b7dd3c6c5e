/** `build`: seeds, models, snapshots and tests, each before what needs it. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };

export default await suite(
  'build',
  raw,
  {
    // Order
    all: {
      title: 'builds everything from raw tables',
      argv: 'build',
      checks: ['BUILD-1', 'BUILD-2', 'BUILD-EXIT', 'BUILD-OUT', 'BUILD-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'builds everything over what stood there yesterday',
      state: 'built',
      before: [shop.night],
      argv: 'build',
      checks: ['BUILD-1', 'BUILD-ART'],
    },
    threads: {
      title: 'builds everything in the order the graph wants, one by one',
      state: 'built',
      argv: 'build --select +customers --threads 1',
      checks: ['BUILD-2'],
    },
    'several-threads': {
      title: 'builds what can be built side by side, four at a time',
      argv: 'build --threads 4',
      checks: ['BUILD-1', 'BUILD-2', 'BUILD-OUT', 'BUILD-ART'],
    },

    // Selection
    'select-ancestors': {
      title: 'builds a mart with the seeds and models it needs',
      argv: 'build --select +country_revenue',
      checks: ['BUILD-2', 'BUILD-3'],
    },
    'select-seed': {
      title: 'builds a seed with its tests',
      argv: 'build --select countries',
      checks: ['BUILD-3'],
    },
    'select-snapshot': {
      title: 'builds a snapshot',
      state: 'seeded',
      // A test of its upstream models needs another model, which does not exist here.
      argv: 'build --select +customers_history --exclude test_name:relationships',
      checks: ['BUILD-3'],
    },
    'resource-type': {
      title: 'builds what is of two types',
      argv: 'build --resource-type seed --resource-type snapshot --exclude customers_history',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'select-method-type': {
      title: 'builds what a method calls seeds',
      argv: 'build --select resource_type:seed',
      checks: ['BUILD-3'],
    },
    'exclude-resource-type': {
      title: 'builds all but tests of two kinds',
      state: 'built',
      argv: 'build --exclude-resource-type test --exclude-resource-type unit_test',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    exclude: {
      title: 'builds all but what the night job refreshes',
      argv: 'build --exclude tag:nightly',
      checks: ['BUILD-3'],
    },
    selector: {
      title: 'builds what a selector of the project says',
      state: 'built',
      argv: 'build --selector nightly',
      checks: ['BUILD-3'],
    },
    'indirect-cautious': {
      title: 'leaves out tests that need more than what is selected',
      state: 'built',
      argv: 'build --select stg_orders --indirect-selection cautious',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'indirect-eager': {
      title: 'takes all tests that touch what is selected',
      state: 'built',
      argv: 'build --select stg_orders --indirect-selection eager',
      checks: ['BUILD-3', 'BUILD-FLAG'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'build --select no_such_node',
      checks: ['BUILD-3', 'BUILD-ERR'],
    },

    // Flags
    'full-refresh': {
      title: 'builds incremental tables and seeds anew',
      state: 'built',
      before: [shop.amnesia],
      argv: 'build --full-refresh --exclude customers_history',
      checks: ['BUILD-FLAG'],
      tier: 'smoke',
    },
    empty: { title: 'builds every model without rows', argv: 'build --empty', checks: ['BUILD-FLAG'] },
    'store-failures': {
      title: 'keeps the rows that fail tests',
      state: 'built',
      before: [shop.lostOrder],
      argv: 'build --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['BUILD-FLAG'],
    },
    'target-other': {
      title: 'builds into another target',
      // A test of a selected model needs one that is not selected, and does not exist in this target.
      argv: 'build --target other --select +big_orders --exclude test_name:relationships',
      checks: ['BUILD-FLAG'],
    },
    quiet: {
      title: 'wants to hear nothing',
      argv: 'build --select countries --quiet',
      checks: ['BUILD-OUT'],
    },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'build --select countries --log-format json',
      checks: ['BUILD-OUT'],
    },
    interrupted: {
      title: 'is interrupted while a model runs',
      state: 'built',
      before: [shop.endlessModel],
      argv: 'build --select stg_orders+',
      interrupt: 'pg_sleep(60)',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },
    help: { title: 'asks for help', argv: 'build --help', checks: ['BUILD-OUT', 'BUILD-FLAG'] },

    // Failures
    'failing-model': {
      title: 'goes on beside a failing model, skips what needs it',
      before: [shop.failingModel],
      argv: 'build',
      expect: 'failure',
      checks: ['BUILD-4', 'BUILD-EXIT', 'BUILD-ERR'],
      tier: 'smoke',
    },
    'failing-test': {
      title: 'skips what needs a model whose test fails',
      state: 'built',
      before: [shop.lostOrder],
      argv: 'build --select stg_orders+ --exclude orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-4', 'BUILD-EXIT'],
    },
    'failing-unit-test': {
      title: 'does not build a model whose unit test fails',
      state: 'built',
      before: [shop.wrongLimit],
      argv: 'build --select big_orders',
      expect: 'failure',
      checks: ['BUILD-2', 'BUILD-EXIT', 'BUILD-ERR'],
    },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'build',
      expect: 'usage-error',
      checks: ['BUILD-EXIT', 'BUILD-ERR'],
    },
    cycle: {
      title: 'has two models that need each other',
      before: [shop.cycle],
      argv: 'build',
      expect: 'usage-error',
      checks: ['BUILD-ERR'],
    },
    'unknown-flag': {
      title: 'uses a flag that does not exist',
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
      '--show': { silent: { why: 'What a build loads it does not show.' } },
      // Here tests stand between models, and other edges make another order.
      '--use-fast-test-edges': { silent: [] },
      '--export-saved-queries': { silent: { why: 'Only dbt’s own platform exports saved queries.' } },
      '--include-saved-query': { silent: { why: 'Nothing reads it but its own definition.' } },
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
