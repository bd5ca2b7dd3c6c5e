/** `source freshness`: checks when sources were last loaded. The shop's rows are from 2024, so always old. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const age = (count: number) => `{ count: ${count}, period: day }`;
const centuries = 200_000;
/** Freshness thresholds, in days, of the two sources with a loaded_at_field. */
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

export default defineSuite({
  command: 'source-freshness',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    pass: {
      title: 'passes when all sources are fresh',
      before: [thresholds(pass, pass)],
      argv: 'source freshness',
      checks: ['FRESH-1', 'FRESH-2', 'FRESH-3', 'FRESH-EXIT', 'FRESH-OUT', 'FRESH-ART'],
      tier: 'smoke',
    },
    warn: {
      title: 'warns when a source exceeds warn_after',
      before: [thresholds(warn, pass)],
      argv: 'source freshness',
      checks: ['FRESH-2'],
    },
    error: {
      title: 'fails when a source exceeds error_after',
      before: [thresholds(pass, error)],
      argv: 'source freshness',
      expect: 'failure',
      checks: ['FRESH-2', 'FRESH-EXIT'],
      tier: 'smoke',
    },
    mixed: {
      title: 'reports a warning and an error',
      before: [thresholds(warn, error)],
      argv: 'source freshness',
      expect: 'failure',
      checks: ['FRESH-2'],
    },
    filter: {
      title: 'applies the freshness filter',
      before: [thresholds(`{ filter: country = 'SE', warn_after: ${age(1)} }`, pass)],
      argv: 'source freshness',
      checks: ['FRESH-1', 'FRESH-2'],
    },
    query: {
      title: 'uses loaded_at_query',
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
      argv: 'source freshness',
      checks: ['FRESH-1'],
    },
    none: {
      title: 'succeeds when no source has freshness configured',
      argv: 'source freshness',
      checks: ['FRESH-1', 'FRESH-EXIT'],
    },
    alias: {
      title: 'runs with the alias source snapshot-freshness',
      before: [thresholds(pass, pass)],
      argv: 'source snapshot-freshness',
      checks: ['FRESH-OUT'],
    },
    select: {
      title: 'selects one source',
      before: [thresholds(pass, error)],
      argv: 'source freshness --select source:raw.customers',
      checks: ['FRESH-FLAG'],
    },
    exclude: {
      title: 'excludes by tag',
      before: [thresholds(pass, error)],
      argv: 'source freshness --exclude tag:busy',
      checks: ['FRESH-FLAG'],
    },
    output: {
      title: 'writes results to another file with --output',
      before: [thresholds(pass, warn)],
      argv: 'source freshness --output build/freshness.json',
      checks: ['FRESH-3', 'FRESH-FLAG'],
    },
    'sources-missing': {
      title: 'fails when source tables do not exist',
      state: 'empty',
      before: [thresholds(pass, pass)],
      argv: 'source freshness',
      expect: 'failure',
      checks: ['FRESH-EXIT', 'FRESH-ERR'],
      tier: 'smoke',
    },
    'no-rows': {
      title: 'fails on a source without rows',
      before: [thresholds(pass, pass), { sql: 'truncate raw.customers' }],
      argv: 'source freshness',
      expect: 'failure',
      checks: ['FRESH-1', 'FRESH-ERR'],
    },
    ...commonCases(
      'source-freshness',
      { title: 'checks freshness', before: [thresholds(warn, pass)] },
      { 'dead-database': { before: [thresholds(pass, pass), shop.unreachableDatabase] } },
    ),
  },
  options: {
    base: { argv: 'source freshness', before: [shop.addContentForOptions, thresholds(pass, warn)] },
    tests: {
      '--select': { values: ['source:raw.customers'] },
      '--exclude': { values: ['tag:busy'] },
      '--fail-fast': { noEffect: { why: 'Which sources are still checked after a failure is random.' } },
      '--threads': { values: ['1', '2'], with: '--select source:raw.customers' },
      '--log-file-max-bytes': { values: ['20000'] },
      '--output': { values: ['build/freshness.json'] },
    },
    isolated: ['--sqlparse'],
  },
});
