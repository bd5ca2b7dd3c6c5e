/** `docs generate`: what stands, and what is known of it, for people to read. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const built = { project: 'shop', state: 'built' };

export default await suite(
  'docs-generate',
  built,
  {
    all: {
      title: 'writes the docs of everything',
      argv: 'docs generate',
      checks: ['DOCSGEN-1', 'DOCSGEN-2', 'DOCSGEN-EXIT', 'DOCSGEN-OUT', 'DOCSGEN-ART'],
      tier: 'smoke',
    },
    'not-built': {
      title: 'writes the docs of what does not stand yet',
      state: 'seeded',
      argv: 'docs generate',
      checks: ['DOCSGEN-1'],
    },
    'no-compile': {
      title: 'writes the catalog alone',
      argv: 'docs generate --no-compile',
      checks: ['DOCSGEN-1', 'DOCSGEN-3', 'DOCSGEN-FLAG'],
      tier: 'smoke',
    },
    'no-compile-compiled': {
      title: 'writes the catalog beside what was compiled before',
      before: [{ engine: 'compile' }],
      argv: 'docs generate --no-compile',
      checks: ['DOCSGEN-3'],
    },
    static: {
      title: 'writes one page with all in it',
      argv: 'docs generate --static',
      checks: ['DOCSGEN-ART', 'DOCSGEN-FLAG'],
    },
    'empty-catalog': {
      title: 'asks nothing of the database',
      argv: 'docs generate --empty-catalog',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    select: {
      title: 'writes the catalog of some models',
      argv: 'docs generate --select staging',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    exclude: {
      title: 'writes the catalog of all but some',
      argv: 'docs generate --exclude marts',
      checks: ['DOCSGEN-FLAG'],
    },
    'target-other': {
      title: 'writes the docs of a target where nothing stands',
      argv: 'docs generate --target other',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    'target-path': {
      title: 'writes to another folder',
      argv: 'docs generate --target-path build',
      checks: ['DOCSGEN-ART', 'DOCSGEN-FLAG'],
    },
    quiet: { title: 'wants to hear nothing', argv: 'docs generate --quiet', checks: ['DOCSGEN-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'docs generate --log-format json',
      checks: ['DOCSGEN-OUT'],
    },
    help: { title: 'asks for help', argv: 'docs generate --help', checks: ['DOCSGEN-OUT', 'DOCSGEN-FLAG'] },
    'help-of-docs': { title: 'asks for help on docs', argv: 'docs --help', checks: ['DOCSGEN-OUT'] },
    'raised-error': {
      title: 'has a model whose macro gives up',
      before: [shop.raisedError],
      // Alone: how many other nodes are done when it gives up is chance in dbt itself.
      argv: 'docs generate --select big_orders',
      expect: 'usage-error',
      checks: ['DOCSGEN-EXIT', 'DOCSGEN-ERR'],
      tier: 'smoke',
    },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'docs generate',
      expect: 'usage-error',
      checks: ['DOCSGEN-EXIT', 'DOCSGEN-ERR'],
    },
  },
  {
    base: { argv: 'docs generate', before: [shop.occasions] },
    options: {
      ...shop.deferring('docs generate --select big_orders'),
      ...shop.narrowed('stg_orders'),
      '--fail-fast': {
        argv: 'docs generate --select big_orders stg_orders',
        before: [shop.raisedError],
        expect: 'usage-error',
        ends: { expect: 'failure' },
      },
    },
    apart: ['--sqlparse'],
    // The page is made from the manifest, which is not written then.
    clashes: [{ '--compile': 'no', '--static': true }],
  },
);
