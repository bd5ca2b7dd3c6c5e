/** `seed`: CSV files become tables. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };
const seed = { engine: 'seed' };

/** As many rows as the specification calls large; more than one statement is needed for them. */
const readings = {
  write: {
    'seeds/readings.csv': { head: 'id,sensor,celsius', line: '{n},sensor {n},{n}.5', lines: 100_000 },
  },
};

/** What people write into cells: empty ones, spaces, quotes, other alphabets, dates, numbers with zeros in front. */
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

export default await suite(
  'seed',
  raw,
  {
    all: {
      title: 'loads every file',
      argv: 'seed',
      checks: ['SEED-1', 'SEED-2', 'SEED-EXIT', 'SEED-OUT', 'SEED-ART'],
      tier: 'smoke',
    },
    again: {
      title: 'loads every file over those of yesterday',
      before: [seed],
      argv: 'seed',
      checks: ['SEED-1'],
    },
    types: {
      title: 'infers types from what people write into cells',
      before: [cells],
      argv: 'seed --select cells',
      checks: ['SEED-2'],
    },
    'column-types': {
      title: 'takes the types that the project names',
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
      title: 'loads a file anew whose columns changed',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,share\nSPRING,0.1\nWELCOME,0.05\n' } }],
      argv: 'seed --select promotions --full-refresh',
      checks: ['SEED-3', 'SEED-FLAG'],
      tier: 'smoke',
    },
    'changed-columns': {
      title: 'loads a file whose columns changed, into the table of yesterday',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,share\nSPRING,0.1\n' } }],
      argv: 'seed --select promotions',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
    },
    'fewer-rows': {
      title: 'loads a file with fewer rows than yesterday',
      before: [seed, { write: { 'seeds/promotions.csv': 'code,percent,starts_on,for_members,note\n' } }],
      argv: 'seed --select promotions',
      checks: ['SEED-1'],
    },
    select: { title: 'loads one file', argv: 'seed --select countries', checks: ['SEED-1', 'SEED-FLAG'] },
    'password-from-environment': {
      title: 'takes the password from where the profile says',
      argv: 'seed --select countries',
      checks: ['SEED-EXIT'],
    },
    exclude: { title: 'loads all but one', argv: 'seed --exclude tag:reference', checks: ['SEED-FLAG'] },
    'select-nothing': {
      title: 'selects what matches nothing',
      argv: 'seed --select no_such_seed',
      checks: ['SEED-ERR'],
    },
    show: {
      title: 'shows what was loaded',
      argv: 'seed --select countries --show',
      checks: ['SEED-OUT', 'SEED-FLAG'],
    },
    empty: { title: 'loads no rows', argv: 'seed --select countries --empty', checks: ['SEED-FLAG'] },
    schema: {
      title: 'loads into a schema of its own',
      before: [
        { write: { 'seeds/more.yml': 'seeds:\n  - name: vat\n    config: { schema: tax, alias: rates }\n' } },
        { write: { 'seeds/vat.csv': 'country;percent\nAT;20\nBE;21\n' } },
      ],
      argv: 'seed --select vat',
      checks: ['SEED-1'],
    },
    delimiter: {
      title: 'reads a file with semicolons',
      before: [
        { write: { 'seeds/more.yml': "seeds:\n  - name: vat\n    config: { delimiter: ';' }\n" } },
        { write: { 'seeds/vat.csv': 'country;percent\nAT;20\nBE;21\n' } },
      ],
      argv: 'seed --select vat',
      checks: ['SEED-1', 'SEED-2'],
    },
    'target-other': {
      title: 'loads into another target',
      argv: 'seed --target other --select countries',
      checks: ['SEED-1', 'SEED-FLAG'],
    },
    quiet: { title: 'wants to hear nothing', argv: 'seed --select countries --quiet', checks: ['SEED-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'seed --select countries --log-format json',
      checks: ['SEED-OUT'],
    },
    help: { title: 'asks for help', argv: 'seed --help', checks: ['SEED-OUT', 'SEED-FLAG'] },
    ragged: {
      title: 'loads a file with a cell too many',
      before: [{ write: { 'seeds/promotions.csv': 'code,percent\nSPRING,10,20\n' } }],
      argv: 'seed --select promotions',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
    },
    'wrong-type': {
      title: 'loads text where the project wants numbers',
      before: [{ write: { 'seeds/countries.csv': 'code,name,vat_percent\nAT,Austria,twenty\n' } }],
      argv: 'seed --select countries products',
      expect: 'failure',
      checks: ['SEED-EXIT', 'SEED-ERR'],
      tier: 'smoke',
    },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'seed',
      expect: 'usage-error',
      checks: ['SEED-EXIT', 'SEED-ERR'],
    },
  },
  {
    base: { argv: 'seed', state: 'seeded', before: [shop.occasions] },
    options: {
      ...shop.narrowed('countries'),
      '--log-file-max-bytes': { values: ['30000'] },
      '--fail-fast': { silent: { why: 'Which seeds it still reaches when one has failed is chance.' } },
      '--select': { values: ['countries'] },
      '--exclude': { values: ['countries'] },
    },
    apart: ['--sqlparse'],
  },
);
