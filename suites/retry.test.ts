/** `retry`: takes up a failed command where it failed. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const seeded = { project: 'shop', state: 'seeded' };
/** A run with a failure, and the mended model. */
const mended = [shop.failingModel, { engine: 'run', expect: 'failure' }, shop.mendedModel] as const;

/** Options that `retry` accepts and takes no notice of. */
const taken = [
  ...[
    '--cache-selected-only',
    '--defer',
    '--favor-state',
    '--defer-state',
    '--fail-fast',
    '--populate-cache',
  ],
  ...['--partial-parse', '--partial-parse-file-diff', '--use-v2-parser', '--v2-parser', '--write-json'],
  ...['--print', '--printer-width', '--show-all-deprecations', '--warn-error', '--warn-error-options'],
  ...['--upload-to-artifacts-ingest-api'],
];
const asBefore = { why: 'What is retried runs with the options it had.' };

export default await suite(
  'retry',
  seeded,
  {
    mended: {
      title: 'runs what failed, and what was skipped for it',
      before: mended,
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-2', 'RETRY-3', 'RETRY-EXIT', 'RETRY-OUT', 'RETRY-ART'],
      tier: 'smoke',
    },
    'still-failing': {
      title: 'fails again',
      before: [shop.failingModel, { engine: 'run', expect: 'failure' }],
      argv: 'retry',
      expect: 'failure',
      checks: ['RETRY-2', 'RETRY-EXIT', 'RETRY-ERR'],
    },
    twice: {
      title: 'has nothing left to do',
      before: [...mended, { engine: 'retry' }],
      argv: 'retry',
      checks: ['RETRY-2'],
    },
    'nothing-failed': {
      title: 'has nothing to do',
      before: [{ engine: 'run --select staging' }],
      argv: 'retry',
      checks: ['RETRY-2', 'RETRY-OUT'],
      tier: 'smoke',
    },
    build: {
      title: 'goes on with a build',
      before: [shop.failingModel, { engine: 'build', expect: 'failure' }, shop.mendedModel],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    test: {
      title: 'tests again what failed',
      state: 'built',
      before: [
        shop.lostOrder,
        { engine: 'test --select stg_orders', expect: 'failure' },
        { sql: "update raw.orders set status = 'shipped' where id in (3, 4)" },
      ],
      argv: 'retry',
      checks: ['RETRY-2'],
    },
    'remembers-flags': {
      title: 'keeps the flags of the command that failed',
      before: [
        shop.failingModel,
        {
          engine: ['run', '--select', 'staging+', '--exclude', 'tag:nightly', '--vars', 'big_order_cents: 1'],
          expect: 'failure',
        },
        shop.mendedModel,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    'other-target': {
      title: 'keeps the target of the command that failed',
      before: [
        shop.failingModel,
        { engine: 'run --target other --select staging', expect: 'failure' },
        shop.mendedModel,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-FLAG'],
    },
    'other-vars': {
      title: 'gives other variables',
      before: [
        shop.failingModel,
        { engine: 'run --select +big_orders', expect: 'failure' },
        shop.mendedModel,
      ],
      argv: ['retry', '--vars', 'big_order_cents: 1'],
      checks: ['RETRY-FLAG'],
    },
    'full-refresh': {
      title: 'builds anew what it runs again',
      before: mended,
      argv: 'retry --full-refresh',
      checks: ['RETRY-FLAG'],
    },
    state: {
      title: 'reads results of elsewhere',
      before: [shop.failingModel, { engine: 'run --target-path prior', expect: 'failure' }, shop.mendedModel],
      argv: 'retry --state prior',
      checks: ['RETRY-1', 'RETRY-FLAG'],
    },
    'no-results': {
      title: 'finds no results',
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-1', 'RETRY-EXIT', 'RETRY-ERR'],
      tier: 'smoke',
    },
    'broken-results': {
      title: 'finds results that cannot be read',
      before: [{ write: { 'target/run_results.json': '{"results": [' } }],
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-EXIT', 'RETRY-ERR'],
    },
    'after-compile-error': {
      title: 'takes up a run that ended before any model',
      before: [shop.openBlock, { engine: 'run', expect: 'usage-error' }],
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-1', 'RETRY-ERR'],
    },
    quiet: { title: 'wants to hear nothing', before: mended, argv: 'retry --quiet', checks: ['RETRY-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      before: mended,
      argv: 'retry --log-format json',
      checks: ['RETRY-OUT'],
    },
    help: { title: 'asks for help', argv: 'retry --help', checks: ['RETRY-OUT', 'RETRY-FLAG'] },
  },
  {
    base: { argv: 'retry', before: [shop.occasions, ...mended] },
    options: {
      ...Object.fromEntries(taken.map((option) => [option, { silent: asBefore }])),
      '--full-refresh': { state: 'built' },
      '--version-check': {
        before: [...mended, shop.otherVersion],
        expect: 'usage-error',
        silent: asBefore,
      },
      '--threads': {
        values: ['1', '2'],
        before: [
          shop.failingModel,
          { engine: 'run --select stg_payments --cache-selected-only', expect: 'failure' },
          shop.mendedModel,
        ],
      },
    },
  },
);
