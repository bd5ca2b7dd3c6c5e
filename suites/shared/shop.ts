/** Changes to the shop project between steps: files to write, and SQL to run on the raw tables. */
import type { Outcome } from '../../src/cases/case.ts';

/** Replaces or adds one model. */
const model = (file: string, ...lines: readonly string[]) => ({
  write: { [`models/${file}.sql`]: `${lines.join('\n')}\n` },
});

/** New source rows: one order on the last loaded day, one on a new day, and payments for both days. */
export const insertNextDayOrders = {
  sql: `
    insert into raw.orders values
      (21, 9, '003', 1, null, 'placed', '2024-03-08'),
      (22, 6, '020', 2, 'SPRING', 'placed', '2024-03-09');
    insert into raw.payments values (22, 19, 'card', 3450), (23, 22, 'transfer', 14220);
  `,
};

/** Changes payments on the last loaded day (which daily_revenue recomputes) and on the first day (which it does not). */
export const correctPayments = {
  sql: `
    update raw.payments set amount_cents = 1 where order_id = 1;
    insert into raw.payments values (22, 20, 'card', 9612);
  `,
};

/** Deletes all payments: only a full refresh removes them from incremental models. */
export const truncatePayments = { sql: 'truncate raw.payments' };

/** Adds a column to `payment_ledger`, with on_schema_change: append_new_columns. */
export const addLedgerColumn = model(
  'marts/payment_ledger',
  "{{ config(materialized='incremental', on_schema_change='append_new_columns') }}",
  'select payment_id, order_id, method, amount_cents, amount_cents >= 5000 as large',
  "from {{ ref('stg_payments') }}",
  '{% if is_incremental() %}where payment_id > (select max(payment_id) from {{ this }}){% endif %}',
);

/** Adds a column to `daily_revenue`, with the default on_schema_change (ignore). */
export const addRevenueColumn = model(
  'marts/daily_revenue',
  "{{ config(materialized='incremental', unique_key='ordered_on') }}",
  'select ordered_on, count(*) as orders, 0::bigint as paid_cents, min(order_id) as first_order',
  "from {{ ref('stg_orders') }}",
  '{% if is_incremental() %}where ordered_on >= (select max(ordered_on) from {{ this }}){% endif %}',
  'group by ordered_on',
);

/** Changes `orders` from a table to a view. */
export const makeOrdersAView = model(
  'marts/orders',
  "{{ config(materialized='view', indexes=[]) }}",
  'select order_id, customer_id, ordered_on, status, 1 as due_cents, 1 as paid_cents, 0 as open_cents',
  "from {{ ref('stg_orders') }}",
);

/** Gives stg_payments, on which half of the project depends, invalid SQL. */
export const breakStgPayments = model(
  'staging/stg_payments',
  "select no_such_column from {{ source('raw', 'payments') }}",
);

/** Gives a column of `customers` another type than its contract. */
export const breakCustomersContract = model(
  'marts/customers',
  "select 1 as customer_id, 'Ada' as name, 2 as country, 3::bigint as orders, 4::bigint as paid_cents,",
  "'2024-03-01'::date as last_order_on",
);

/** Makes stg_orders run longer than its statement_timeout. */
export const exceedStatementTimeout = model(
  'staging/stg_orders',
  "{{ config(materialized='table', pre_hook='set local statement_timeout = 200') }}",
  'select pg_sleep(20)::text as slept',
);

/** Makes stg_orders run for 60 seconds, so that the command can be interrupted. */
export const sleepInStgOrders = model(
  'staging/stg_orders',
  "{{ config(materialized='table') }}",
  'select pg_sleep(60)::text as slept',
);

/** Makes big_orders raise a compiler error at execution, not at parsing. */
export const raiseCompilerError = model(
  'marts/big_orders',
  "{% if execute %}{{ exceptions.raise_compiler_error('No limit is set') }}{% endif %}",
  'select 1 as one',
);

export const openJinjaBlock = model('marts/big_orders', '{% if true %}', 'select 1 as one');

export const useMissingRef = model('marts/big_orders', "select * from {{ ref('large_orders') }}");

export const useMissingVar = model('marts/big_orders', "select {{ var('no_such_variable') }} as one");

export const addCycle = model('staging/stg_payments', "select * from {{ ref('payment_ledger') }}");

export const breakProperties = {
  write: { 'models/marts/marts.yml': 'models:\n  - name: orders\n   description: one space too few\n' },
};

export const removeProjectFile = { write: { 'dbt_project.yml': null } };

/** Adds a profiles.yml to the project folder, with a port on which no server listens. */
export const unreachableDatabase = {
  write: {
    'profiles.yml': `shop:
  target: dev
  outputs:
    dev: { type: postgres, host: 127.0.0.1, port: 1, user: shop, password: none, dbname: shop, schema: dev }
`,
  },
};

/** Adds on-run-start and on-run-end hooks that write to a table. */
export const addRunHooks = {
  write: {
    'dbt_project.yml': `name: shop
version: '1.0.0'
profile: shop
on-run-start:
  - create table if not exists {{ target.schema }}.log_of_runs (moment text, models integer)
  - insert into {{ target.schema }}.log_of_runs values ('start', null)
on-run-end:
  - insert into {{ target.schema }}.log_of_runs values ('end', {{ results | length }})
vars: { big_order_cents: 10000 }
models: { shop: { intermediate: { +materialized: ephemeral } } }
`,
  },
};

/** Sets an unknown status, so that the accepted_values test fails on an existing view. */
export const setUnknownStatus = { sql: "update raw.orders set status = 'lost' where id in (3, 4)" };

/** Changes >= to > in `big_orders`, so that its unit test fails. */
export const excludeOrdersAtLimit = model(
  'marts/big_orders',
  'select order_id, customer_id, due_cents',
  "from {{ ref('orders') }}",
  "where due_cents > {{ var('big_order_cents') }}",
);

/** Undoes `breakStgPayments`. */
export const fixStgPayments = model(
  'staging/stg_payments',
  'select id as payment_id, order_id, method, amount_cents',
  "from {{ source('raw', 'payments') }}",
);

/** Files of a second project inside the first project. */
const annex = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`annex/${name}`, text]));

/**
 * Adds what options need to have an effect: a model that prints, models with event_time, a warning (properties of a
 * missing model), deprecated names, and a second project.
 */
export const addContentForOptions = {
  write: {
    'models/marts/greeting.sql': "{{ print('Good morning') }}\nselect 1 as one\n",
    'models/marts/dated.sql':
      "{{ config(event_time='ordered_on') }}\nselect order_id, ordered_on from {{ ref('stg_orders') }}\n",
    'models/marts/recent.sql':
      "{{ config(materialized='table') }}\nselect count(*) as orders from {{ ref('dated') }}\n",
    'models/ghost.yml': [
      'models:',
      '  - name: ghost',
      '    description: A model that does not exist.',
      '  - name: greeting',
      '    description: Prints a greeting.',
      'exposures:',
      '  - { name: Plan of the week, type: dashboard, owner: { name: Ada } }',
      '  - { name: Plan of the year, type: dashboard, owner: { name: Ada } }',
      '',
    ].join('\n'),
    ...annex({
      'dbt_project.yml': "name: annex\nversion: '1.0.0'\nprofile: shop\n",
      'selectors.yml': ['marts_for_day', 'nightly']
        .map((name) => `  - { name: ${name}, definition: { method: path, value: models } }\n`)
        .reduce((yaml, selector) => yaml + selector, 'selectors:\n'),
      'models/stg_orders.sql': "select * from {{ ref('countries') }}\n",
      'models/big_orders.sql': "select * from {{ ref('stg_orders') }}\n",
      'models/models.yml':
        'models:\n  - name: stg_orders\n    columns: [{ name: id, data_tests: [unique] }]\n',
      'seeds/countries.csv': 'id,name\n1,hammer\n',
      'macros/says.sql': "{% macro says(word) %}{{ log('Annex: ' ~ word, info=true) }}{% endmacro %}\n",
    }),
  },
};

/** Writes the manifest of a target in which nothing is built. */
export const parseOtherTarget = { engine: 'parse --target other --target-path prior' };

/**
 * How to test the options that resolve ref() from earlier artifacts.
 * @param expect how the command ends if the relation exists in neither target.
 */
export const testsOfDefer = (argv: string, expect: Outcome = 'success') => {
  const given = { before: [addContentForOptions, parseOtherTarget], state: 'seeded', expect };
  return {
    '--state': { ...given, values: ['prior'], argv: `${argv} --defer` },
    '--defer': { ...given, argv: `${argv} --state prior` },
    '--favor-state': {
      ...given,
      argv: `${argv} --defer --state prior`,
      state: 'built',
      expect: 'success',
      ends: { expect },
    },
    '--defer-state': { ...given, values: ['prior'], argv: `${argv} --defer` },
  } as const;
};

/** Takes the name of the profile from a variable. */
export const takeProfileFromVariable = {
  write: { 'dbt_project.yml': `name: shop\nprofile: "{{ var('who', 'shop') }}"\n` },
};

/** Adds a require-dbt-version that no engine satisfies. */
export const requireOtherVersion = {
  write: {
    'dbt_project.yml': `name: shop
profile: shop
require-dbt-version: '>=99.0.0'
vars: { big_order_cents: 10000 }
models: { shop: { intermediate: { +materialized: ephemeral } } }
`,
  },
};

/** How to test options on a single node: with two threads, the order of several nodes is random. */
export const testsOnOneNode = (select: string) => ({
  '--threads': {
    values: ['1', '2'],
    with: `--select ${select} --cache-selected-only`,
    expect: 'success' as const,
  },
  '--cache-selected-only': { with: `--select ${select}`, expect: 'success' as const },
});

/** Options that contradict or require each other. */
export const eventTimeConflicts = [
  { '--event-time-start': true, '--event-time-end': false },
  { '--event-time-start': false, '--event-time-end': true },
  { '--event-time-start': true, '--sample': true },
];

/** Adds a microbatch model. Always run it with start and end. */
export const addMicrobatchModel = {
  write: {
    'models/marts/daily.sql': [
      "{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ordered_on',",
      "    batch_size='day', begin='2024-03-01', unique_key='order_id') }}",
      "select * from {{ ref('dated') }}",
    ].join('\n'),
  },
};
