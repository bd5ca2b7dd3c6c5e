/** `seed`: loads CSV files into tables. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const seed = { engine: 'seed' };

/** A large seed by the specification. dbt needs several INSERT statements for it. */
const readings = {
  write: {
    'seeds/readings.csv': { head: 'id,sensor,celsius', line: '{n},sensor {n},{n}.5', lines: 100_000 },
  },
};

/** Cells that are hard to infer a type for: empty, spaces, quotes, non-ASCII text, dates, leading zeros. */
const cells = {
  write: {
    'seeds/cells.csv': [
      'number,decimal,text,flag,day,moment,zeros,mixed,empty',
      '1,1.5,plain,true,2024-03-01,2024-03-01 10:00:00,007,1,',
      '-2,2,"two\nlines",false,2024-03-02,2024-03-02 11:30:00,010,a,',
      '3,,"say ""hi"", Zoë",true,2024-03-03,2024-03-03 12:45:00,100,2.5,',
      ' 4 ,1e3, spaced ,,2024-03-04,,,null,',
      '',
    ].join('\n'),
  },
};

export default defineSuite({
  command: 'seed',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    all: {
      title: 'loads every seed',
      argv: 'seed',
      checks: ['SEED-1', 'SEED-2', 'SEED-EXIT', 'SEED-OUT', 'SEED-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'reloads every seed into existing tables',
      before: [seed],
      argv: 'seed',
      checks: ['SEED-1'],
    },
    types: {
      title: 'infers column types',
      before: [cells],
      argv: 'seed --select cells',
      checks: ['SEED-2'],
    },
    'column-types': {
      title: 'applies the column_types config',
      argv: 'seed --select products',
      checks: ['SEED-2'],
    },
    large: {
      title: 'loads 100,000 rows',
      before: [readings],
      argv: 'seed --select readings',
      checks: ['SEED-4'],
      deadlineSeconds: 300,
    },
    'full-refresh': {
      title: 'recreates a seed with changed columns with --full-refresh',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,share\nSPRING,0.1\nWELCOME,0.05\n' } }],
      argv: 'seed --select promotions --full-refresh',
      checks: ['SEED-3', 'SEED-FLAG'],
      tier: 'smoke',
    },
    'changed-columns': {
      title: 'fails on changed columns without --full-refresh',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,share\nSPRING,0.1\n' } }],
      argv: 'seed --select promotions',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
    },
    'fewer-rows': {
      title: 'removes rows that are no longer in the CSV file',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,percent,starts_on,for_members,note\n' } }],
      argv: 'seed --select promotions',
      checks: ['SEED-1'],
    },
    select: { title: 'selects one seed', argv: 'seed --select countries', checks: ['SEED-1', 'SEED-FLAG'] },
    'password-from-environment': {
      title: 'reads the password from env_var() in the profile',
      argv: 'seed --select countries',
      checks: ['SEED-EXIT'],
    },
    exclude: { title: 'excludes by tag', argv: 'seed --exclude tag:reference', checks: ['SEED-FLAG'] },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'seed --select no_such_seed',
      checks: ['SEED-ERR'],
    },
    show: {
      title: 'prints loaded rows with --show',
      argv: 'seed --select countries --show',
      checks: ['SEED-OUT', 'SEED-FLAG'],
    },
    empty: {
      title: 'loads no rows with --empty',
      argv: 'seed --select countries --empty',
      checks: ['SEED-FLAG'],
    },
    schema: {
      title: 'applies the schema and alias configs',
      before: [
        { write: { 'seeds/more.yml': 'seeds:\n  - name: vat\n    config: { schema: tax, alias: rates }\n' } },
        { write: { 'seeds/vat.csv': 'country;percent\nAT;20\nBE;21\n' } },
      ],
      argv: 'seed --select vat',
      checks: ['SEED-1'],
    },
    delimiter: {
      title: 'applies the delimiter config',
      before: [
        { write: { 'seeds/more.yml': "seeds:\n  - name: vat\n    config: { delimiter: ';' }\n" } },
        { write: { 'seeds/vat.csv': 'country;percent\nAT;20\nBE;21\n' } },
      ],
      argv: 'seed --select vat',
      checks: ['SEED-1', 'SEED-2'],
    },
    'target-other': {
      title: 'loads into another target with --target',
      argv: 'seed --target other --select countries',
      checks: ['SEED-1', 'SEED-FLAG'],
    },
    ragged: {
      title: 'fails on a row with too many cells',
      before: [{ write: { 'seeds/promotions.csv': 'code,percent\nSPRING,10,20\n' } }],
      argv: 'seed --select promotions',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
    },
    'wrong-type': {
      title: 'fails on a value that does not match column_types',
      before: [{ write: { 'seeds/countries.csv': 'code,name,vat_percent\nAT,Austria,twenty\n' } }],
      argv: 'seed --select countries products',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
      tier: 'smoke',
    },
    ...commonCases('seed', { title: 'loads a seed', argv: 'seed --select countries' }),
  },
  options: {
    base: { argv: 'seed', state: 'seeded', before: [shop.addContentForOptions] },
    tests: {
      ...shop.testsOnOneNode('countries'),
      '--log-file-max-bytes': { values: ['30000'] },
      '--fail-fast': { noEffect: { why: 'Which seeds still run after a failure is random.' } },
      '--select': { values: ['countries'] },
      '--exclude': { values: ['countries'] },
    },
    isolated: ['--sqlparse'],
  },
});
