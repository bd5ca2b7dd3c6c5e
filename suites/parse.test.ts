/** `parse`: reads the whole project and writes its manifest. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };
const parse = { engine: 'parse' };
const model = (...lines: readonly string[]) => ({ write: { 'models/marts/extra.sql': lines.join('\n') } });
const yaml = (...lines: readonly string[]) => ({ write: { 'models/marts/extra.yml': lines.join('\n') } });

/** Parse errors of each common kind. */
const errors = {
  'open-block': { title: 'leaves a Jinja block open', before: [shop.openBlock] },
  'broken-yaml': { title: 'writes YAML that cannot be read', before: [shop.brokenYaml] },
  'missing-ref': { title: 'refers to a model that does not exist', before: [shop.missingRef] },
  'missing-source': {
    title: 'refers to a source that does not exist',
    before: [model("select * from {{ source('raw', 'refunds') }}")],
  },
  'missing-macro': { title: 'calls a macro that does not exist', before: [model('select {{ sum_of(1) }}')] },
  'missing-doc': {
    title: 'refers to a text that does not exist',
    before: [
      model('select 1 as one'),
      yaml('models:', '  - name: extra', '    description: \'{{ doc("no_such_text") }}\''),
    ],
  },
  'missing-variable': { title: 'uses a variable that has no value', before: [shop.missingVar] },
  cycle: { title: 'has two models that need each other', before: [shop.cycle] },
  'two-names': {
    title: 'has two models of one name',
    before: [{ write: { 'models/staging/orders.sql': 'select 1 as one' } }],
  },
  'two-aliases': {
    title: 'has two models for one table',
    before: [model("{{ config(alias='orders', schema=none) }} select 1 as one")],
  },
  'two-patches': {
    title: 'describes a model twice',
    before: [yaml('models:', '  - name: orders', '    description: Once more.')],
  },
  'unknown-test': {
    title: 'asks for a test that does not exist',
    before: [
      model('select 1 as one'),
      yaml('models:', '  - name: extra', '    columns: [{ name: one, data_tests: [odd] }]'),
    ],
  },
  'unknown-key': {
    title: 'misspells a key',
    before: [
      yaml(
        'models:',
        '  - name: no_such_model',
        '    descripton: Misspelt.',
        '    config: { materialised: table }',
      ),
    ],
  },
  'unknown-materialisation': {
    title: 'asks for a materialisation that does not exist',
    before: [model("{{ config(materialized='cube') }} select 1 as one")],
  },
  'wrong-type': {
    title: 'gives a text for a list',
    before: [yaml('models:', '  - name: stg_payments', '    columns: order_id')],
  },
  'private-ref': {
    title: 'refers to a private model of another group',
    before: [model("select * from {{ ref('country_revenue') }}")],
  },
  'bad-contract': {
    title: 'enforces a contract without types',
    before: [
      yaml(
        'models:',
        '  - name: extra',
        '    config: { contract: { enforced: true } }',
        '    columns: [{ name: one }]',
      ),
      model('select 1 as one'),
    ],
  },
  'bad-version': {
    title: 'needs a version of dbt that does not exist',
    before: [
      { write: { 'dbt_project.yml': "name: shop\nprofile: shop\nrequire-dbt-version: '>=99.0.0'\n" } },
    ],
  },
  'bad-project': {
    title: 'has a project without a name',
    before: [{ write: { 'dbt_project.yml': 'profile: shop\n' } }],
  },
  'bad-project-yaml': {
    title: 'has a project that cannot be read',
    before: [{ write: { 'dbt_project.yml': 'name: [shop\n' } }],
  },
  'no-project': { title: 'stands in a folder without a project', before: [shop.noProject] },
} as const;

/** Errors that dbt notices only when it compiles or runs the model. */
const accepted = [
  'unknown-test',
  'missing-macro',
  'missing-variable',
  'cycle',
  'unknown-key',
  'unknown-materialisation',
  'bad-contract',
];

export default await suite(
  'parse',
  raw,
  {
    all: {
      title: 'reads the whole project',
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-2', 'PARSE-EXIT', 'PARSE-OUT', 'PARSE-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'reads a project that has not changed',
      before: [parse],
      argv: 'parse',
      checks: ['PARSE-2'],
    },
    'sources-as-they-are': {
      title: 'reads sources that say no more than dbt asks for',
      argv: 'parse',
      checks: ['PARSE-EXIT'],
    },
    partial: {
      title: 'reads only what changed',
      before: [parse, shop.widerLedger],
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-2'],
      tier: 'smoke',
    },
    'no-partial-parse': {
      title: 'reads all again though nothing changed',
      before: [parse],
      argv: 'parse --no-partial-parse',
      checks: ['PARSE-FLAG'],
    },
    'no-write-json': {
      title: 'writes no manifest',
      argv: 'parse --no-write-json',
      checks: ['PARSE-2', 'PARSE-FLAG'],
    },
    'write-manifest': {
      title: 'asks for a manifest by the flag of old',
      argv: 'parse --write-manifest',
      expect: 'usage-error',
      checks: ['PARSE-2', 'PARSE-FLAG', 'PARSE-ERR'],
    },
    'show-all-deprecations': {
      title: 'asks for every deprecation, not only the first of each kind',
      argv: 'parse --show-all-deprecations',
      checks: ['PARSE-FLAG'],
    },
    'target-path': {
      title: 'writes to another folder',
      argv: 'parse --target-path build',
      checks: ['PARSE-2', 'PARSE-FLAG'],
    },
    vars: {
      title: 'gives a variable',
      argv: ['parse', '--vars', 'big_order_cents: 1'],
      checks: ['PARSE-FLAG'],
    },
    large: {
      title: 'reads 500 models that follow from each other',
      before: [
        {
          write: { 'models/many/step_{n}.sql': "select {n} as n from {{ ref('stg_orders') }}\n" },
          times: 500,
        },
      ],
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-4'],
      deadlineSeconds: 300,
    },
    'new-project-of-init': {
      title: 'parses the project that init has created',
      before: [{ write: { 'dbt_project.yml': null } }, { engine: 'init bakery --skip-profile-setup' }],
      argv: 'parse --project-dir bakery --profile shop',
      checks: ['PARSE-1', 'PARSE-2'],
    },
    quiet: { title: 'wants to hear nothing', argv: 'parse --quiet', checks: ['PARSE-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'parse --log-format json',
      checks: ['PARSE-OUT'],
    },
    help: { title: 'asks for help', argv: 'parse --help', checks: ['PARSE-OUT', 'PARSE-FLAG'] },
    'dead-database': {
      title: 'needs no database',
      before: [shop.deadDatabase],
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-EXIT'],
    },
    ...Object.fromEntries(
      Object.entries(errors).map(([name, { title, before }]) => [
        name,
        {
          title,
          before,
          argv: 'parse',
          expect: accepted.includes(name) ? 'success' : 'usage-error',
          checks: ['PARSE-3', 'PARSE-EXIT', 'PARSE-ERR'],
          ...(name === 'missing-ref' && { tier: 'smoke' as const }),
        },
      ]),
    ),
  },
  {
    base: { argv: 'parse', before: [shop.occasions] },
    options: { '--log-file-max-bytes': { values: ['3000'] } },
  },
);
