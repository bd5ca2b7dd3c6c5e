/** `docs generate`: writes the catalog and the docs site. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

export default defineSuite({
  command: 'docs-generate',
  defaults: { project: 'shop', state: 'built' },
  cases: {
    all: {
      title: 'generates docs for the whole project',
      argv: 'docs generate',
      checks: ['DOCSGEN-1', 'DOCSGEN-2', 'DOCSGEN-EXIT', 'DOCSGEN-OUT', 'DOCSGEN-ART'],
      tier: 'smoke',
    },
    'not-built': {
      title: 'generates docs before the models are built',
      state: 'seeded',
      argv: 'docs generate',
      checks: ['DOCSGEN-1'],
    },
    'no-compile': {
      title: 'writes only the catalog with --no-compile',
      argv: 'docs generate --no-compile',
      checks: ['DOCSGEN-1', 'DOCSGEN-3', 'DOCSGEN-FLAG'],
      tier: 'smoke',
    },
    'no-compile-compiled': {
      title: 'writes the catalog with --no-compile after compile',
      before: [{ engine: 'compile' }],
      argv: 'docs generate --no-compile',
      checks: ['DOCSGEN-3'],
    },
    static: {
      title: 'writes a single-file site with --static',
      argv: 'docs generate --static',
      checks: ['DOCSGEN-ART', 'DOCSGEN-FLAG'],
    },
    'empty-catalog': {
      title: 'skips catalog queries with --empty-catalog',
      argv: 'docs generate --empty-catalog',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    select: {
      title: 'writes the catalog of selected models',
      argv: 'docs generate --select staging',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    exclude: {
      title: 'writes the catalog without excluded models',
      argv: 'docs generate --exclude marts',
      checks: ['DOCSGEN-FLAG'],
    },
    'target-other': {
      title: 'generates docs for an empty target',
      argv: 'docs generate --target other',
      checks: ['DOCSGEN-1', 'DOCSGEN-FLAG'],
    },
    'target-path': {
      title: 'writes to another folder with --target-path',
      argv: 'docs generate --target-path build',
      checks: ['DOCSGEN-ART', 'DOCSGEN-FLAG'],
    },
    'help-of-docs': { title: 'prints help of the docs group', argv: 'docs --help', checks: ['DOCSGEN-OUT'] },
    'raised-error': {
      title: 'fails on a model that raises a compiler error',
      before: [shop.raiseCompilerError],
      // Selected alone: how many other nodes finish before the error is random in dbt.
      argv: 'docs generate --select big_orders',
      expect: 'usage-error',
      checks: ['DOCSGEN-EXIT', 'DOCSGEN-ERR'],
      tier: 'smoke',
    },
    ...commonCases('docs-generate', { title: 'generates docs' }),
  },
  options: {
    base: { argv: 'docs generate', before: [shop.addContentForOptions] },
    tests: {
      ...shop.testsOfDefer('docs generate --select big_orders'),
      ...shop.testsOnOneNode('stg_orders'),
      '--fail-fast': {
        argv: 'docs generate --select big_orders stg_orders',
        before: [shop.raiseCompilerError],
        expect: 'usage-error',
        ends: { expect: 'failure' },
      },
    },
    isolated: ['--sqlparse'],
    // The static page needs the manifest, which --no-compile does not write.
    conflicts: [{ '--compile': 'no', '--static': true }],
  },
});
