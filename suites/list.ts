/** `list` and `ls`: list the selected nodes. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const types = [
  'model',
  'seed',
  'snapshot',
  'test',
  'unit_test',
  'source',
  'exposure',
  'analysis',
  'metric',
  'default',
];

/** A manifest of a version that this dbt cannot read. */
const ancient = {
  write: {
    'ancient/manifest.json': JSON.stringify({
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v1.json' },
    }),
  },
};

export default defineSuite({
  command: 'list',
  defaults: { project: 'shop', state: 'seeded' },
  cases: {
    all: {
      title: 'lists every node',
      argv: 'list',
      checks: ['LIST-1', 'LIST-4', 'LIST-EXIT', 'LIST-OUT', 'LIST-ART'],
      tier: 'smoke',
    },
    ls: {
      title: 'lists every node with the alias ls',
      argv: 'ls',
      checks: ['LIST-1', 'LIST-OUT'],
      tier: 'smoke',
    },
    ...Object.fromEntries(
      types.map((type) => [
        `type-${type.replace('_', '-')}`,
        {
          title: `lists nodes with --resource-type ${type}`,
          argv: `list --resource-type ${type}`,
          checks: ['LIST-1', 'LIST-3'],
        },
      ]),
    ),
    'type-all': {
      title: 'lists every type with --resource-type all',
      argv: 'list --resource-type all',
      checks: ['LIST-1', 'LIST-3', 'LIST-FLAG'],
    },
    'types-two': {
      title: 'lists two types with --resource-types',
      argv: 'list --resource-types seed --resource-types snapshot',
      checks: ['LIST-3', 'LIST-FLAG'],
    },
    'type-unknown': {
      title: 'rejects an unknown resource type',
      argv: 'list --resource-type table',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    'exclude-resource-type': {
      title: 'excludes tests with --exclude-resource-type',
      argv: 'list --exclude-resource-type test',
      checks: ['LIST-3', 'LIST-FLAG'],
    },
    select: {
      title: 'selects a model and its ancestors with +',
      argv: 'list --select +customers',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'select-method': {
      title: 'selects generic tests and their direct parents',
      argv: 'list --select 1+test_type:generic',
      checks: ['LIST-2'],
    },
    'select-union': {
      title: 'selects with a union and an intersection',
      argv: 'list --select tag:nightly,config.materialized:table seeds',
      checks: ['LIST-2'],
    },
    models: {
      title: 'selects with the alias --models',
      argv: 'list --models staging',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    exclude: {
      title: 'excludes nodes by folder',
      argv: 'list --exclude marts',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    selector: {
      title: 'selects with --selector',
      argv: 'list --selector marts_for_day',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'list --select no_such_model',
      checks: ['LIST-2', 'LIST-EXIT', 'LIST-ERR'],
      tier: 'smoke',
    },
    'select-bad-method': {
      title: 'fails on an unknown selector method',
      argv: 'list --select colour:red',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    name: {
      title: 'prints names with --output name',
      argv: 'list --output name',
      checks: ['LIST-4', 'LIST-FLAG'],
    },
    path: { title: 'prints file paths with --output path', argv: 'list --output path', checks: ['LIST-4'] },
    'output-selector': {
      title: 'prints selectors with --output selector',
      argv: 'list --output selector',
      checks: ['LIST-4'],
    },
    json: {
      title: 'prints JSON with --output json',
      argv: 'list --output json',
      checks: ['LIST-4'],
      tier: 'smoke',
    },
    'json-keys': {
      title: 'prints selected keys with --output-keys',
      argv: "list --output json --output-keys 'name resource_type config.materialized depends_on no_such_key'",
      checks: ['LIST-4', 'LIST-FLAG'],
    },
    'json-quiet': {
      title: 'prints only JSON with --output json --quiet',
      argv: 'list --output json --quiet --select staging',
      checks: ['LIST-4', 'LIST-OUT'],
    },
    'state-modified': {
      title: 'selects state:modified+ against an earlier manifest',
      before: [{ engine: 'parse --target-path prior' }, shop.addLedgerColumn],
      argv: 'list --select state:modified+ --state prior',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'state-new': {
      title: 'selects state:new against an earlier manifest',
      before: [
        { engine: 'parse --target-path prior' },
        { write: { 'models/marts/visits.sql': "select count(*) as n from {{ ref('orders') }}\n" } },
      ],
      argv: 'list --select state:new --state prior',
      checks: ['LIST-2'],
    },
    'no-state': {
      title: 'fails on state:modified without --state',
      argv: 'list --select state:modified',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    'packages-not-installed': {
      title: 'fails when packages are not installed',
      before: [
        {
          write: {
            'packages.yml': 'packages:\n  - local: vendor/lamps\n',
            'vendor/lamps/dbt_project.yml': "name: lamps\nversion: '1.0.0'\n",
          },
        },
      ],
      argv: 'list',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    'open-block': {
      title: 'fails on an unclosed Jinja block',
      before: [shop.openJinjaBlock],
      argv: 'list',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    ...commonCases(
      'list',
      { title: 'lists nodes', argv: 'list --select staging' },
      {
        quiet: { title: 'prints only nodes with --quiet', argv: 'list --quiet' },
        'dead-database': { argv: 'list --select staging' },
      },
    ),
  },
  options: {
    base: { argv: 'list', before: [shop.addContentForOptions] },
    tests: {
      '--state': {
        values: ['prior'],
        argv: 'list --select state:new',
        before: [shop.addContentForOptions, shop.parseOtherTarget],
      },
      '--log-file-max-bytes': { values: ['8000'] },
      '--defer': { noEffect: { why: 'list resolves no relations.' } },
      '--favor-state': { noEffect: { why: 'list resolves no relations.' } },
      '--defer-state': {
        values: ['ancient'],
        before: [shop.addContentForOptions, ancient],
        ends: { expect: 'usage-error' },
      },
      '--output-keys': { values: ['name'], argv: 'list --output json' },
      '--indirect-selection': {
        values: ['eager', 'cautious', 'buildable', 'empty'],
        argv: 'list --select stg_orders',
      },
    },
    conflicts: [
      { '--models': true, '--select': true },
      { '--models': true, '--resource-types': true },
    ],
  },
});
