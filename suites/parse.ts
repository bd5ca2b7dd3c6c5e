/** `parse`: reads the whole project and writes the manifest. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const parse = { engine: 'parse' };
const model = (...lines: readonly string[]) => ({ write: { 'models/marts/extra.sql': lines.join('\n') } });
const yaml = (...lines: readonly string[]) => ({ write: { 'models/marts/extra.yml': lines.join('\n') } });

/** Parse errors of each common kind. */
const errors = {
  'open-block': { title: 'fails on an unclosed Jinja block', before: [shop.openJinjaBlock] },
  'broken-yaml': { title: 'fails on invalid YAML in a properties file', before: [shop.breakProperties] },
  'missing-ref': { title: 'fails on a ref() to a missing model', before: [shop.useMissingRef] },
  'missing-source': {
    title: 'fails on a source() that does not exist',
    before: [model("select * from {{ source('raw', 'refunds') }}")],
  },
  'missing-macro': { title: 'accepts a call of a missing macro', before: [model('select {{ sum_of(1) }}')] },
  'missing-doc': {
    title: 'fails on a doc() block that does not exist',
    before: [
      model('select 1 as one'),
      yaml('models:', '  - name: extra', '    description: \'{{ doc("no_such_text") }}\''),
    ],
  },
  'missing-variable': { title: 'accepts a var() without a value', before: [shop.useMissingVar] },
  cycle: { title: 'accepts a cycle between two models', before: [shop.addCycle] },
  'two-names': {
    title: 'fails on two models with the same name',
    before: [{ write: { 'models/staging/orders.sql': 'select 1 as one' } }],
  },
  'two-aliases': {
    title: 'fails on two models with the same relation name',
    before: [model("{{ config(alias='orders', schema=none) }} select 1 as one")],
  },
  'two-patches': {
    title: 'fails on two property entries for the same model',
    before: [yaml('models:', '  - name: orders', '    description: Once more.')],
  },
  'unknown-test': {
    title: 'accepts an undefined generic test',
    before: [
      model('select 1 as one'),
      yaml('models:', '  - name: extra', '    columns: [{ name: one, data_tests: [odd] }]'),
    ],
  },
  'unknown-key': {
    title: 'accepts a misspelled property',
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
    title: 'accepts an unknown materialization',
    before: [model("{{ config(materialized='cube') }} select 1 as one")],
  },
  'wrong-type': {
    title: 'fails on a property of the wrong type',
    before: [yaml('models:', '  - name: stg_payments', '    columns: order_id')],
  },
  'private-ref': {
    title: 'fails on a ref() to a private model of another group',
    before: [model("select * from {{ ref('country_revenue') }}")],
  },
  'bad-contract': {
    title: 'accepts an enforced contract without data types',
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
    title: 'fails on an unsatisfied require-dbt-version',
    before: [
      { write: { 'dbt_project.yml': "name: shop\nprofile: shop\nrequire-dbt-version: '>=99.0.0'\n" } },
    ],
  },
  'bad-project': {
    title: 'fails on a project without a name',
    before: [{ write: { 'dbt_project.yml': 'profile: shop\n' } }],
  },
  'bad-project-yaml': {
    title: 'fails on invalid YAML in dbt_project.yml',
    before: [{ write: { 'dbt_project.yml': 'name: [shop\n' } }],
  },
  'no-project': { title: 'fails without dbt_project.yml', before: [shop.removeProjectFile] },
} as const;

/** Errors that dbt reports only when it compiles or runs the model. */
const accepted = [
  'unknown-test',
  'missing-macro',
  'missing-variable',
  'cycle',
  'unknown-key',
  'unknown-materialisation',
  'bad-contract',
];

export default defineSuite({
  command: 'parse',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    all: {
      title: 'parses the whole project',
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-2', 'PARSE-EXIT', 'PARSE-OUT', 'PARSE-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'uses partial parse when nothing changed',
      before: [parse],
      argv: 'parse',
      checks: ['PARSE-2'],
    },
    'sources-as-they-are': {
      title: 'parses sources with only the properties dbt requires',
      argv: 'parse',
      checks: ['PARSE-EXIT'],
    },
    partial: {
      title: 'uses partial parse after a model changed',
      before: [parse, shop.addLedgerColumn],
      argv: 'parse',
      checks: ['PARSE-1', 'PARSE-2'],
      tier: 'smoke',
    },
    'no-partial-parse': {
      title: 'parses everything again with --no-partial-parse',
      before: [parse],
      argv: 'parse --no-partial-parse',
      checks: ['PARSE-FLAG'],
    },
    'no-write-json': {
      title: 'writes no manifest with --no-write-json',
      argv: 'parse --no-write-json',
      checks: ['PARSE-2', 'PARSE-FLAG'],
    },
    'write-manifest': {
      title: 'rejects the removed option --write-manifest',
      argv: 'parse --write-manifest',
      expect: 'usage-error',
      checks: ['PARSE-2', 'PARSE-FLAG', 'PARSE-ERR'],
    },
    'show-all-deprecations': {
      title: 'prints every deprecation with --show-all-deprecations',
      argv: 'parse --show-all-deprecations',
      checks: ['PARSE-FLAG'],
    },
    'target-path': {
      title: 'writes to another folder with --target-path',
      argv: 'parse --target-path build',
      checks: ['PARSE-2', 'PARSE-FLAG'],
    },
    vars: {
      title: 'overrides a variable with --vars',
      argv: "parse --vars 'big_order_cents: 1'",
      checks: ['PARSE-FLAG'],
    },
    large: {
      title: 'parses 500 additional models',
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
      title: 'parses a project created by init',
      before: [{ write: { 'dbt_project.yml': null } }, { engine: 'init bakery --skip-profile-setup' }],
      argv: 'parse --project-dir bakery --profile shop',
      checks: ['PARSE-1', 'PARSE-2'],
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
    ...commonCases('parse', { title: 'parses the project' }),
  },
  options: {
    base: { argv: 'parse', before: [shop.addContentForOptions] },
    tests: { '--log-file-max-bytes': { values: ['3000'] } },
  },
});
