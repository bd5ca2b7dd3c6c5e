/** `test`: asks the database whether what was promised of the data holds. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const built = { project: 'shop', state: 'built' };

/** With these options the test that fails is not run. */
const passes = { expect: 'success' } as const;

export default await suite(
  'test',
  built,
  {
    all: {
      title: 'runs every test',
      argv: 'test',
      checks: ['TEST-1', 'TEST-2', 'TEST-4', 'TEST-EXIT', 'TEST-OUT', 'TEST-ART'],
      tier: 'smoke',
    },

    // Selection
    generic: {
      title: 'runs generic tests',
      argv: 'test --select test_type:generic',
      checks: ['TEST-1', 'TEST-FLAG'],
    },
    singular: {
      title: 'runs singular tests',
      argv: 'test --select test_type:singular',
      checks: ['TEST-2', 'TEST-FLAG'],
    },
    unit: {
      title: 'runs unit tests',
      argv: 'test --select test_type:unit',
      checks: ['TEST-4', 'TEST-FLAG'],
    },
    'select-model': {
      title: 'runs the tests of one model',
      argv: 'test --select stg_orders',
      checks: ['TEST-1'],
    },
    'select-source': {
      title: 'runs the tests of a source',
      argv: 'test --select source:raw.customers',
      checks: ['TEST-1'],
    },
    exclude: {
      title: 'runs all but the tests of staging',
      argv: 'test --exclude staging',
      checks: ['TEST-FLAG'],
    },
    'indirect-cautious': {
      title: 'leaves out tests that need more than what is selected',
      argv: 'test --select stg_orders --indirect-selection cautious',
      checks: ['TEST-1', 'TEST-FLAG'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'test --select no_such_model',
      checks: ['TEST-ERR'],
    },
    'resource-type': {
      title: 'runs tests of one kind by their type',
      argv: 'test --resource-type unit_test',
      checks: ['TEST-FLAG'],
    },

    // Failures
    failing: {
      title: 'has a test that fails',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders',
      expect: 'failure',
      checks: ['TEST-1', 'TEST-4', 'TEST-EXIT', 'TEST-OUT', 'TEST-ERR'],
      tier: 'smoke',
    },
    'failing-unit': {
      title: 'has a unit test that fails',
      before: [shop.wrongLimit],
      argv: 'test --select big_orders',
      expect: 'failure',
      checks: ['TEST-4', 'TEST-EXIT', 'TEST-ERR'],
    },
    'failing-singular': {
      title: 'has a singular test that warns',
      before: [{ sql: 'update dev.orders set paid_cents = due_cents + 1 where order_id < 4' }],
      argv: 'test --select no_order_is_overpaid',
      checks: ['TEST-2', 'TEST-EXIT'],
    },
    'warn-error': {
      title: 'takes a warning for an error',
      before: [{ sql: 'update dev.orders set paid_cents = due_cents + 1 where order_id < 4' }],
      argv: 'test --select no_order_is_overpaid --warn-error',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-FLAG'],
    },
    'no-tables': {
      title: 'tests what does not stand',
      state: 'seeded',
      argv: 'test --select orders',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-ERR'],
    },
    'fail-fast': {
      title: 'stops at the first failure',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders,test_name:accepted_values --fail-fast',
      expect: 'failure',
      checks: ['TEST-EXIT', 'TEST-FLAG'],
    },

    // Stored failures
    'store-failures': {
      title: 'keeps the rows that fail',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['TEST-3', 'TEST-FLAG'],
      tier: 'smoke',
    },
    'store-failures-twice': {
      title: 'keeps the rows that fail today, not those of yesterday',
      before: [
        shop.lostOrder,
        { engine: 'test --select stg_orders --store-failures', expect: 'failure' },
        { sql: "update raw.orders set status = 'shipped' where id = 3" },
      ],
      argv: 'test --select stg_orders --store-failures',
      expect: 'failure',
      checks: ['TEST-3'],
    },
    'store-failures-by-environment': {
      title: 'keeps the rows that fail, by a variable',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders',
      env: { DBT_STORE_FAILURES: '1' },
      expect: 'failure',
      checks: ['TEST-3', 'TEST-FLAG'],
    },

    // Output
    quiet: {
      title: 'wants to hear of failures only',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders --quiet',
      expect: 'failure',
      checks: ['TEST-OUT'],
    },
    'log-json': {
      title: 'reads a failure by machine',
      before: [shop.lostOrder],
      argv: 'test --select stg_orders --log-format json',
      expect: 'failure',
      checks: ['TEST-OUT'],
    },
    'target-other': {
      title: 'tests another target, where nothing stands',
      argv: 'test --select big_orders --target other',
      expect: 'failure',
      checks: ['TEST-FLAG', 'TEST-ERR'],
    },
    help: { title: 'asks for help', argv: 'test --help', checks: ['TEST-OUT', 'TEST-FLAG'] },
    'unknown-flag': {
      title: 'uses a flag that does not exist',
      argv: 'test --no-such-flag',
      expect: 'usage-error',
      checks: ['TEST-EXIT', 'TEST-ERR'],
    },
  },
  {
    base: { argv: 'test', before: [shop.occasions, shop.lostOrder], expect: 'failure' },
    options: {
      ...shop.deferring('test --select orders', 'failure'),
      ...shop.narrowed('no_order_is_overpaid'),
      // Without the manifest of an earlier run, dbt finds no files at all.
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
    apart: ['--sqlparse'],
  },
);
