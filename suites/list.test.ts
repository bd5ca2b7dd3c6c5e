/** `list` and `ls`: names what a selection covers. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const seeded = { project: 'shop', state: 'seeded' };

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

/** What another version left, which this one cannot read. */
const ancient = {
  write: {
    'ancient/manifest.json': JSON.stringify({
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v1.json' },
    }),
  },
};

export default await suite(
  'list',
  seeded,
  {
    all: {
      title: 'lists every node',
      argv: 'list',
      checks: ['LIST-1', 'LIST-4', 'LIST-EXIT', 'LIST-OUT', 'LIST-ART'],
      tier: 'smoke',
    },
    ls: {
      title: 'lists every node, by the short name',
      argv: 'ls',
      checks: ['LIST-1', 'LIST-OUT'],
      tier: 'smoke',
    },
    ...Object.fromEntries(
      types.map((type) => [
        `type-${type.replace('_', '-')}`,
        {
          title: `lists what is of type ${type}`,
          argv: `list --resource-type ${type}`,
          checks: ['LIST-1', 'LIST-3'],
        },
      ]),
    ),
    'type-all': {
      title: 'lists all types',
      argv: 'list --resource-type all',
      checks: ['LIST-1', 'LIST-3', 'LIST-FLAG'],
    },
    'types-two': {
      title: 'lists two types',
      argv: 'list --resource-types seed --resource-types snapshot',
      checks: ['LIST-3', 'LIST-FLAG'],
    },
    'type-unknown': {
      title: 'lists a type that does not exist',
      argv: 'list --resource-type table',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    'exclude-resource-type': {
      title: 'lists all but tests',
      argv: 'list --exclude-resource-type test',
      checks: ['LIST-3', 'LIST-FLAG'],
    },
    select: {
      title: 'lists what a model needs',
      argv: 'list --select +customers',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'select-method': {
      title: 'lists what is tested',
      argv: 'list --select 1+test_type:generic',
      checks: ['LIST-2'],
    },
    'select-union': {
      title: 'lists what two criteria cover, or both meet',
      argv: 'list --select tag:nightly,config.materialized:table seeds',
      checks: ['LIST-2'],
    },
    models: {
      title: 'lists by the old name of the flag',
      argv: 'list --models staging',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    exclude: {
      title: 'lists all but a folder',
      argv: 'list --exclude marts',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    selector: {
      title: 'lists what a selector of the project says',
      argv: 'list --selector marts_for_day',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'list --select no_such_model',
      checks: ['LIST-2', 'LIST-EXIT', 'LIST-ERR'],
      tier: 'smoke',
    },
    'select-bad-method': {
      title: 'selects by a method that does not exist',
      argv: 'list --select colour:red',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    name: { title: 'lists names', argv: 'list --output name', checks: ['LIST-4', 'LIST-FLAG'] },
    path: { title: 'lists files', argv: 'list --output path', checks: ['LIST-4'] },
    'output-selector': { title: 'lists selectors', argv: 'list --output selector', checks: ['LIST-4'] },
    json: {
      title: 'hands nodes to a program',
      argv: 'list --output json',
      checks: ['LIST-4'],
      tier: 'smoke',
    },
    'json-keys': {
      title: 'hands some keys of nodes to a program',
      argv: [
        'list',
        '--output',
        'json',
        '--output-keys',
        'name resource_type config.materialized depends_on no_such_key',
      ],
      checks: ['LIST-4', 'LIST-FLAG'],
    },
    'json-quiet': {
      title: 'hands nodes to a program and says nothing else',
      argv: 'list --output json --quiet --select staging',
      checks: ['LIST-4', 'LIST-OUT'],
    },
    quiet: { title: 'lists nodes and says nothing else', argv: 'list --quiet', checks: ['LIST-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'list --select staging --log-format json',
      checks: ['LIST-OUT'],
    },
    'state-modified': {
      title: 'lists what changed since an earlier manifest',
      before: [{ engine: 'parse --target-path prior' }, shop.widerLedger],
      argv: 'list --select state:modified+ --state prior',
      checks: ['LIST-2', 'LIST-FLAG'],
    },
    'state-new': {
      title: 'lists what came since an earlier manifest',
      before: [
        { engine: 'parse --target-path prior' },
        { write: { 'models/marts/visits.sql': "select count(*) as n from {{ ref('orders') }}\n" } },
      ],
      argv: 'list --select state:new --state prior',
      checks: ['LIST-2'],
    },
    'no-state': {
      title: 'asks what changed, but not since when',
      argv: 'list --select state:modified',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
    'dead-database': {
      title: 'needs no database',
      before: [shop.deadDatabase],
      argv: 'list --select staging',
      checks: ['LIST-1', 'LIST-EXIT'],
    },
    'packages-not-installed': {
      title: 'lists nodes before the packages are installed',
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
    help: { title: 'asks for help', argv: 'list --help', checks: ['LIST-OUT', 'LIST-FLAG'] },
    'open-block': {
      title: 'leaves a Jinja block open',
      before: [shop.openBlock],
      argv: 'list',
      expect: 'usage-error',
      checks: ['LIST-EXIT', 'LIST-ERR'],
    },
  },
  {
    base: { argv: 'list', before: [shop.occasions] },
    options: {
      '--state': { values: ['prior'], argv: 'list --select state:new', before: [shop.occasions, shop.prior] },
      '--log-file-max-bytes': { values: ['8000'] },
      '--defer': { silent: { why: 'A list refers to no relation that could stand elsewhere.' } },
      '--favor-state': { silent: { why: 'A list refers to no relation that could stand elsewhere.' } },
      '--defer-state': {
        values: ['ancient'],
        before: [shop.occasions, ancient],
        ends: { expect: 'usage-error' },
      },
      '--output-keys': { values: ['name'], argv: 'list --output json' },
      '--indirect-selection': {
        values: ['eager', 'cautious', 'buildable', 'empty'],
        argv: 'list --select stg_orders',
      },
    },
    clashes: [
      { '--models': true, '--select': true },
      { '--models': true, '--resource-types': true },
    ],
  },
);
