/** `source freshness`: whether sources still get new rows. The shop's rows are of 2024: always old. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };

const age = (count: number) => `{ count: ${count}, period: day }`;
const centuries = 200_000;
/** Thresholds, in days, of the two sources that know when their rows came. */
const thresholds = (customers: string, orders: string) => ({
  write: {
    'models/staging/sources.yml': [
      'sources:',
      '  - name: raw',
      '    schema: raw',
      '    tables:',
      '      - name: customers',
      '        config:',
      '          loaded_at_field: updated_at',
      `          freshness: ${customers}`,
      '      - name: orders',
      '        config:',
      '          tags: [busy]',
      '          loaded_at_field: ordered_on::timestamp',
      `          freshness: ${orders}`,
      '      - name: payments',
      '',
    ].join('\n'),
  },
});
const pass = `{ warn_after: ${age(centuries)}, error_after: ${age(centuries)} }`;
const warn = `{ warn_after: ${age(1)}, error_after: ${age(centuries)} }`;
const error = `{ error_after: ${age(1)} }`;
const argv = 'source freshness';

export default await suite(
  'source-freshness',
  raw,
  {
    pass: {
      title: 'finds all sources fresh',
      before: [thresholds(pass, pass)],
      argv,
      checks: ['FRESH-1', 'FRESH-2', 'FRESH-3', 'FRESH-EXIT', 'FRESH-OUT', 'FRESH-ART'],
      tier: 'smoke',
    },
    warn: { title: 'finds a source rather old', before: [thresholds(warn, pass)], argv, checks: ['FRESH-2'] },
    error: {
      title: 'finds a source too old',
      before: [thresholds(pass, error)],
      argv,
      expect: 'failure',
      checks: ['FRESH-2', 'FRESH-EXIT'],
      tier: 'smoke',
    },
    mixed: {
      title: 'finds one rather old, one too old',
      before: [thresholds(warn, error)],
      argv,
      expect: 'failure',
      checks: ['FRESH-2'],
    },
    filter: {
      title: 'looks at some rows only',
      before: [thresholds(`{ filter: country = 'SE', warn_after: ${age(1)} }`, pass)],
      argv,
      checks: ['FRESH-1', 'FRESH-2'],
    },
    query: {
      title: 'asks by a query of its own',
      before: [
        {
          write: {
            'models/staging/sources.yml': `sources:
  - name: raw
    schema: raw
    tables:
      - name: customers
        config:
          loaded_at_query: select max(updated_at) from {{ this }}
          freshness: ${pass}
      - name: orders
      - name: payments
`,
          },
        },
      ],
      argv,
      checks: ['FRESH-1'],
    },
    none: { title: 'has no source that knows', argv, checks: ['FRESH-1', 'FRESH-EXIT'] },
    alias: {
      title: 'calls it by its long name',
      before: [thresholds(pass, pass)],
      argv: 'source snapshot-freshness',
      checks: ['FRESH-OUT'],
    },
    select: {
      title: 'looks at one source',
      before: [thresholds(pass, error)],
      argv: [...argv.split(' '), '--select', 'source:raw.customers'],
      checks: ['FRESH-FLAG'],
    },
    exclude: {
      title: 'looks at all but what is busy',
      before: [thresholds(pass, error)],
      argv: [...argv.split(' '), '--exclude', 'tag:busy'],
      checks: ['FRESH-FLAG'],
    },
    output: {
      title: 'writes its results elsewhere',
      before: [thresholds(pass, warn)],
      argv: 'source freshness --output build/freshness.json',
      checks: ['FRESH-3', 'FRESH-FLAG'],
    },
    'not-standing': {
      title: 'asks sources that do not stand',
      state: 'empty',
      before: [thresholds(pass, pass)],
      argv,
      expect: 'failure',
      checks: ['FRESH-EXIT', 'FRESH-ERR'],
      tier: 'smoke',
    },
    'no-rows': {
      title: 'asks a source without rows',
      before: [thresholds(pass, pass), { sql: 'truncate raw.customers' }],
      argv,
      expect: 'failure',
      checks: ['FRESH-1', 'FRESH-ERR'],
    },
    quiet: {
      title: 'wants to hear nothing',
      before: [thresholds(warn, pass)],
      argv: `${argv} --quiet`,
      checks: ['FRESH-OUT'],
    },
    'log-json': {
      title: 'reads the console by machine',
      before: [thresholds(warn, pass)],
      argv: `${argv} --log-format json`,
      checks: ['FRESH-OUT'],
    },
    help: { title: 'asks for help', argv: `${argv} --help`, checks: ['FRESH-OUT', 'FRESH-FLAG'] },
    'dead-database': {
      title: 'finds no database',
      before: [thresholds(pass, pass), shop.deadDatabase],
      argv,
      expect: 'usage-error',
      checks: ['FRESH-EXIT', 'FRESH-ERR'],
    },
  },
  {
    base: { argv, before: [shop.occasions, thresholds(pass, warn)] },
    options: {
      '--select': { values: ['source:raw.customers'] },
      '--exclude': { values: ['tag:busy'] },
      '--fail-fast': { silent: { why: 'Which source it still reaches when one has failed is chance.' } },
      '--threads': { values: ['1', '2'], with: '--select source:raw.customers' },
      '--log-file-max-bytes': { values: ['20000'] },
      '--output': { values: ['build/freshness.json'] },
    },
    apart: ['--sqlparse'],
  },
);
