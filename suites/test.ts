/** `test`: runs data tests and unit tests. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** With these options, the failing test does not run. */
const passes = { expect: 'success' } as const;

export default defineSuite({
  command: 'test',
  defaults: { project: 'shop', state: 'built' },
  cases: {
    all: {
      title: 'runs every test',
      argv: 'test',
      checks: ['TEST-1', 'TEST-2', 'TEST-4', 'TEST-EXIT', 'TEST-OUT', 'TEST-ART'],
      tier: 'smoke',
    },

    // Selection
    generic: {
      title: 'selects generic tests by test_type',
      argv: 'test --select test_type:generic',
      checks: ['TEST-1', 'TEST-FLAG'],
    },
    singular: {
      title: 'selects singular tests by test_type',
      argv: 'test --select test_type:singular',
      checks: ['TEST-2', 'TEST-FLAG'],
    },
    unit: {
      title: 'selects unit tests by test_type',
      argv: 'test --select test_type:unit',
      checks: ['TEST-4', 'TEST-FLAG'],
    },
    'select-model': {
      title: 'selects the tests of one model',
      argv: 'test --select stg_orders',
      checks: ['TEST-1'],
    },
    'select-source': {
      title: 'selects the tests of a source',
      argv: 'test --select source:raw.customers',
      checks: ['TEST-1'],
    },
    exclude: {
      title: 'excludes the tests of a folder',
      argv: 'test --exclude staging',
      checks: ['TEST-FLAG'],
    },
    'indirect-cautious': {
      title: 'skips tests with unselected parents (--indirect-selection cautious)',
      argv: 'test --select stg_orders --indirect-selection cautious',
      checks: ['TEST-1', 'TEST-FLAG'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'test --select no_such_model',
      checks: ['TEST-ERR'],
    },
    'resource-type': {
      title: 'runs unit tests only with --resource-type',
      argv: 'test --resource-type unit_test',
      checks: ['TEST-FLAG'],
    },

    // Failures
    failing: {
      title: 'reports a failing data test',
      before: [shop.setUnknownStatus],
      argv: 'test --select stg_orders',
      expect: 'failure',
      checks: ['TEST-1', 'TEST-4', 'TEST-EXIT', 'TEST-OUT', 'TEST-ERR'],
      tier: 'smoke',
    },
    'failing-unit': {
      title: 'reports a failing unit test',
      before: [shop.excludeOrdersAtLimit],
      argv: 'test --select big_orders',
      expect: 'failure',
      checks: ['TEST-4', 'TEST-EXIT', 'TEST-ERR'],
    },
    'failing-singular': {
      title: 'warns on a failing singular test with severity warn',
      before: [{ sql: 'update dev.orders set paid_cents = due_cents + 1 where order_id < 4' }],
      argv: 'test --select no_order_is_overpaid',
      checks: ['TEST-2', 'TEST-EXIT'],
    },
    'warn-error': {
      title: 'turns warnings into errors with --warn-error',
      before: [{ sql: 'update dev.orders set paid_cents = due_cents + 1 where order_id < 4' }],
      argv: 'test --select no_order_is_overpaid --warn-error',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-FLAG'],
    },
    'no-tables': {
      title: 'fails when the tested tables do not exist',
      state: 'seeded',
      argv: 'test --select orders',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-ERR'],
    },
    'fail-fast': {
      title: 'stops at the first failing test with --fail-fast',
      before: [shop.setUnknownStatus],
      argv: 'test --select stg_orders,test_name:accepted_values --fail-fast',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-FLAG'],
    },

    // Stored failures
    'store-failures': {
      title: 'stores failing rows with --store-failures',
      before: [shop.setUnknownStatus],
      argv: 'test --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['TEST-3', 'TEST-FLAG'],
      tier: 'smoke',
    },
    'store-failures-twice': {
      title: 'replaces the stored failures of the previous run',
      before: [
        shop.setUnknownStatus,
        { engine: 'test --select stg_orders --store-failures', expect: 'failure' },
        { sql: "update raw.orders set status = 'shipped' where id = 3" },
      ],
      argv: 'test --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['TEST-3'],
    },
    'store-failures-by-environment': {
      title: 'stores failing rows with DBT_STORE_FAILURES',
      before: [shop.setUnknownStatus],
      argv: 'test --select stg_orders',
      env: { DBT_STORE_FAILURES: '1' },
      expect: 'failure',
      checks: ['TEST-3', 'TEST-FLAG'],
    },

    // Output
    'target-other': {
      title: 'fails in a target where nothing is built',
      argv: 'test --select big_orders --target other',
      expect: 'failure',
      checks: ['TEST-FLAG', 'TEST-ERR'],
    },
    ...commonCases(
      'test',
      {
        title: 'reports a failing test',
        before: [shop.setUnknownStatus],
        argv: 'test --select stg_orders',
        expect: 'failure',
      },
      { quiet: { title: 'prints only errors with --quiet' }, 'unknown-flag': {} },
    ),
  },
  options: {
    base: { argv: 'test', before: [shop.addContentForOptions, shop.setUnknownStatus], expect: 'failure' },
    tests: {
      ...shop.testsOfDefer('test --select orders', 'failure'),
      ...shop.testsOnOneNode('no_order_is_overpaid'),
      // Without a saved manifest, dbt finds no files.
      '--partial-parse-file-diff': { ends: passes },
      '--exclude': { values: ['stg_orders+'], ends: passes },
      '--selector': { values: ['marts_for_day'], ends: passes },
      '--resource-types': { values: ['test', 'unit_test'], ends: { ...passes, values: ['unit_test'] } },
      '--exclude-resource-types': { values: ['unit_test'] },
      '--indirect-selection': {
        values: ['eager', 'cautious', 'buildable', 'empty'],
        argv: 'test --select stg_orders',
        ends: { ...passes, values: ['empty'] },
      },
    },
    isolated: ['--sqlparse'],
  },
});
