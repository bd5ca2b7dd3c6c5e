/** `show`: previews rows, and leaves nothing behind. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const built = { project: 'shop', state: 'built' };
const query = "select order_id, status from {{ ref('stg_orders') }} order by order_id";

export default await suite(
  'show',
  built,
  {
    select: {
      title: 'previews a model',
      argv: 'show --select stg_orders',
      checks: ['SHOW-1', 'SHOW-3', 'SHOW-4', 'SHOW-EXIT', 'SHOW-OUT', 'SHOW-ART'],
      tier: 'smoke',
    },
    inline: {
      title: 'previews a query of the command line',
      argv: ['show', '--inline', query],
      checks: ['SHOW-1', 'SHOW-4', 'SHOW-FLAG'],
      tier: 'smoke',
    },
    'inline-direct': {
      title: 'previews a query as the database understands it',
      argv: ['show', '--inline-direct', 'select 1 as one, null as nothing, 2.50 as price'],
      checks: ['SHOW-1', 'SHOW-FLAG'],
    },
    limit: {
      title: 'previews three rows',
      argv: ['show', '--inline', query, '--limit', '3'],
      checks: ['SHOW-2', 'SHOW-FLAG'],
    },
    'limit-none': {
      title: 'previews all rows',
      argv: ['show', '--inline', query, '--limit', '-1'],
      checks: ['SHOW-2'],
    },
    'limit-zero': {
      title: 'previews no row',
      argv: ['show', '--inline', query, '--limit', '0'],
      checks: ['SHOW-2'],
    },
    'limit-word': {
      title: 'gives a word for the number of rows',
      argv: ['show', '--inline', query, '--limit', 'few'],
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    json: {
      title: 'hands rows to a program',
      argv: ['show', '--inline', query, '--output', 'json'],
      checks: ['SHOW-3', 'SHOW-FLAG'],
    },
    'json-quiet': {
      title: 'hands rows to a program and says nothing else',
      argv: ['show', '--inline', query, '--output', 'json', '--quiet'],
      checks: ['SHOW-3', 'SHOW-OUT'],
    },
    csv: {
      title: 'asks for CSV',
      argv: ['show', '--inline', query, '--output', 'csv'],
      expect: 'usage-error',
      checks: ['SHOW-3', 'SHOW-EXIT', 'SHOW-ERR'],
    },
    'log-json': {
      title: 'reads the console by machine',
      argv: ['show', '--inline', query, '--log-format', 'json'],
      checks: ['SHOW-OUT'],
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
      argv: [
        'show',
        '--inline',
        "select 1.10::numeric as price, date '2024-02-29' as day, true as flag, array[1,2] as list, '{\"a\": 1}'::jsonb as tree, 'Zoë' as name, repeat('x', 200) as long",
      ],
      checks: ['SHOW-1', 'SHOW-3'],
    },
    'no-rows': {
      title: 'previews a query without rows',
      argv: ['show', '--inline', 'select 1 as one where false'],
      checks: ['SHOW-1'],
    },
    'no-query': {
      title: 'does not say what to show',
      argv: 'show',
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'broken-sql': {
      title: 'previews what the database refuses',
      argv: ['show', '--inline', 'selec 1'],
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
      tier: 'smoke',
    },
    'missing-ref': {
      title: 'previews what does not exist',
      argv: ['show', '--inline', "select * from {{ ref('no_such_model') }}"],
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'not-standing': {
      title: 'previews a model whose sources do not stand',
      state: 'empty',
      argv: 'show --select stg_orders',
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
    'target-other': {
      title: 'previews from another target',
      // Ends with the first of several errors: with more threads than one, whichever comes first.
      argv: 'show --select stg_orders --target other --threads 1',
      expect: 'usage-error',
      checks: ['SHOW-FLAG'],
    },
    help: { title: 'asks for help', argv: 'show --help', checks: ['SHOW-OUT', 'SHOW-FLAG'] },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'show --select stg_orders',
      expect: 'usage-error',
      checks: ['SHOW-EXIT', 'SHOW-ERR'],
    },
  },
  {
    base: { argv: 'show --select big_orders', state: 'built', before: [shop.occasions] },
    options: {
      ...shop.deferring('show --select big_orders', 'usage-error'),
      '--select': { values: ['stg_orders'], argv: 'show' },
      '--exclude': { values: ['tag:nightly'], argv: 'show --select stg_payments payment_ledger' },
      '--selector': {
        values: ['nightly'],
        argv: 'show',
        expect: 'usage-error',
        silent: { why: 'One has to be chosen by --select or --inline all the same.' },
      },
      '--introspect': { ends: { expect: 'usage-error' } },
      '--sqlparse': { argv: 'show --select orders' },
      '--fail-fast': { silent: { why: 'One node is shown.' } },
      '--log-file-max-bytes': { values: ['20000'] },
      '--inline': { values: ["select count(*) from {{ ref('stg_orders') }}"], argv: 'show' },
      '--inline-direct': { values: ['select 1 as one'], argv: 'show' },
      '--limit': { values: ['2', '-1'] },
      '--full-refresh': { argv: 'show --select payment_ledger' },
    },
    apart: ['--sqlparse', '--inline', '--inline-direct'],
    // The base selects a model already.
    clashes: [{ '--inline': true }],
  },
);
