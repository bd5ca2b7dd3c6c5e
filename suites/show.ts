/** `show`: previews rows and creates no relations. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const query = "select order_id, status from {{ ref('stg_orders') }} order by order_id";

export default defineSuite({
  command: 'show',
  defaults: { project: 'shop', state: 'built' },
  cases: {
    select: {
      title: 'previews a model',
      argv: 'show --select stg_orders',
      checks: ['SHOW-1', 'SHOW-3', 'SHOW-4', 'SHOW-EXIT', 'SHOW-OUT', 'SHOW-ART'],
      tier: 'smoke',
    },
    inline: {
      title: 'previews a query with --inline',
      argv: `show --inline "${query}"`,
      checks: ['SHOW-1', 'SHOW-4', 'SHOW-FLAG'],
      tier: 'smoke',
    },
    'inline-direct': {
      title: 'runs a query without Jinja with --inline-direct',
      argv: "show --inline-direct 'select 1 as one, null as nothing, 2.50 as price'",
      checks: ['SHOW-1', 'SHOW-FLAG'],
    },
    limit: {
      title: 'previews three rows with --limit 3',
      argv: `show --inline "${query}" --limit 3`,
      checks: ['SHOW-2', 'SHOW-FLAG'],
    },
    'limit-none': {
      title: 'previews all rows with --limit -1',
      argv: `show --inline "${query}" --limit -1`,
      checks: ['SHOW-2'],
    },
    'limit-zero': {
      title: 'previews no rows with --limit 0',
      argv: `show --inline "${query}" --limit 0`,
      checks: ['SHOW-2'],
    },
    'limit-word': {
      title: 'rejects a --limit that is not a number',
      argv: `show --inline "${query}" --limit few`,
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    json: {
      title: 'prints rows with --output json',
      argv: `show --inline "${query}" --output json`,
      checks: ['SHOW-3', 'SHOW-FLAG'],
    },
    'json-quiet': {
      title: 'prints only JSON with --output json --quiet',
      argv: `show --inline "${query}" --output json --quiet`,
      checks: ['SHOW-3', 'SHOW-OUT'],
    },
    csv: {
      title: 'rejects --output csv',
      argv: `show --inline "${query}" --output csv`,
      expect: 'usage-error',
      checks: ['SHOW-3', 'SHOW-EXIT', 'SHOW-ERR'],
    },
    several: {
      title: 'previews two models',
      argv: 'show --select stg_payments stg_customers',
      checks: ['SHOW-1'],
    },
    seed: { title: 'previews a seed', argv: 'show --select countries', checks: ['SHOW-1'] },
    ephemeral: {
      title: 'previews an ephemeral model',
      argv: 'show --select order_balances',
      checks: ['SHOW-1'],
    },
    incremental: {
      title: 'previews an incremental model',
      argv: 'show --select payment_ledger',
      checks: ['SHOW-1'],
    },
    types: {
      title: 'previews values of many types',
      argv: `show --inline "select 1.10::numeric as price, date '2024-02-29' as day, true as flag, array[1,2] as list, '{\\"a\\": 1}'::jsonb as tree, 'Zoë' as name, repeat('x', 200) as long"`,
      checks: ['SHOW-1', 'SHOW-3'],
    },
    'no-rows': {
      title: 'previews a query without rows',
      argv: "show --inline 'select 1 as one where false'",
      checks: ['SHOW-1'],
    },
    'no-query': {
      title: 'fails without a model or query',
      argv: 'show',
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'broken-sql': {
      title: 'fails on invalid SQL',
      argv: "show --inline 'selec 1'",
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
      tier: 'smoke',
    },
    'missing-ref': {
      title: 'fails on a ref() to a missing model',
      argv: `show --inline "select * from {{ ref('no_such_model') }}"`,
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'sources-missing': {
      title: 'fails when the source tables do not exist',
      state: 'empty',
      argv: 'show --select stg_orders',
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'target-other': {
      title: 'fails in a target where nothing is built',
      // dbt reports the first of several errors. With several threads, which one is random.
      argv: 'show --select stg_orders --target other --threads 1',
      expect: 'usage-error',
      checks: ['SHOW-FLAG'],
    },
    ...commonCases(
      'show',
      { title: 'previews a query', argv: `show --inline "${query}"` },
      { quiet: false, 'dead-database': { argv: 'show --select stg_orders' } },
    ),
  },
  options: {
    base: { argv: 'show --select big_orders', state: 'built', before: [shop.addContentForOptions] },
    tests: {
      ...shop.testsOfDefer('show --select big_orders', 'usage-error'),
      '--select': { values: ['stg_orders'], argv: 'show' },
      '--exclude': { values: ['tag:nightly'], argv: 'show --select stg_payments payment_ledger' },
      '--selector': {
        values: ['nightly'],
        argv: 'show',
        expect: 'usage-error',
        noEffect: { why: 'show still requires --select or --inline.' },
      },
      '--introspect': { ends: { expect: 'usage-error' } },
      '--sqlparse': { argv: 'show --select orders' },
      '--fail-fast': { noEffect: { why: 'Only one node is shown.' } },
      '--log-file-max-bytes': { values: ['20000'] },
      '--inline': { values: ["select count(*) from {{ ref('stg_orders') }}"], argv: 'show' },
      '--inline-direct': { values: ['select 1 as one'], argv: 'show' },
      '--limit': { values: ['2', '-1'] },
      '--full-refresh': { argv: 'show --select payment_ledger' },
    },
    isolated: ['--sqlparse', '--inline', '--inline-direct'],
    // The base already selects a model.
    conflicts: [{ '--inline': true }],
  },
});
