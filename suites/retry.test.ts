/** `retry`: runs the failed and skipped nodes of the last command. */
import { suite } from '../src/cases/define-suite.ts';
import * as shop from './shop-edits.ts';

const seeded = { project: 'shop', state: 'seeded' };
/** A run with a failing model, which is then fixed. */
const fixed = [shop.failingModel, { engine: 'run', expect: 'failure' }, shop.fixedModel] as const;

/** Options that `retry` accepts and ignores. */
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
const asBefore = { why: 'retry uses the options of the failed command.' };

export default await suite(
  'retry',
  seeded,
  {
    'fixed-model': {
      title: 'runs failed and skipped nodes',
      before: fixed,
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-2', 'RETRY-3', 'RETRY-EXIT', 'RETRY-OUT', 'RETRY-ART'],
      tier: 'smoke',
    },
    'still-failing': {
      title: 'fails again when the model is unchanged',
      before: [shop.failingModel, { engine: 'run', expect: 'failure' }],
      argv: 'retry',
      expect: 'failure',
      checks: ['RETRY-2', 'RETRY-EXIT', 'RETRY-ERR'],
    },
    twice: {
      title: 'has nothing to do after a successful retry',
      before: [...fixed, { engine: 'retry' }],
      argv: 'retry',
      checks: ['RETRY-2'],
    },
    'nothing-failed': {
      title: 'has nothing to do after a successful run',
      before: [{ engine: 'run --select staging' }],
      argv: 'retry',
      checks: ['RETRY-2', 'RETRY-OUT'],
      tier: 'smoke',
    },
    build: {
      title: 'resumes a failed build',
      before: [shop.failingModel, { engine: 'build', expect: 'failure' }, shop.fixedModel],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    test: {
      title: 'runs failed tests again',
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
      title: 'keeps --select, --exclude and --vars of the failed command',
      before: [
        shop.failingModel,
        {
          engine: ['run', '--select', 'staging+', '--exclude', 'tag:nightly', '--vars', 'big_order_cents: 1'],
          expect: 'failure',
        },
        shop.fixedModel,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    'other-target': {
      title: 'keeps --target of the failed command',
      before: [
        shop.failingModel,
        { engine: 'run --target other --select staging', expect: 'failure' },
        shop.fixedModel,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-FLAG'],
    },
    'other-vars': {
      title: 'overrides variables with --vars',
      before: [shop.failingModel, { engine: 'run --select +big_orders', expect: 'failure' }, shop.fixedModel],
      argv: ['retry', '--vars', 'big_order_cents: 1'],
      checks: ['RETRY-FLAG'],
    },
    'full-refresh': {
      title: 'runs failed models with --full-refresh',
      before: fixed,
      argv: 'retry --full-refresh',
      checks: ['RETRY-FLAG'],
    },
    state: {
      title: 'reads run results from the --state folder',
      before: [shop.failingModel, { engine: 'run --target-path prior', expect: 'failure' }, shop.fixedModel],
      argv: 'retry --state prior',
      checks: ['RETRY-1', 'RETRY-FLAG'],
    },
    'no-results': {
      title: 'fails without run_results.json',
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-1', 'RETRY-EXIT', 'RETRY-ERR'],
      tier: 'smoke',
    },
    'broken-results': {
      title: 'fails on invalid JSON in run_results.json',
      before: [{ write: { 'target/run_results.json': '{"results": [' } }],
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-EXIT', 'RETRY-ERR'],
    },
    'after-compile-error': {
      title: 'fails after a run that ended with a compilation error',
      before: [shop.openBlock, { engine: 'run', expect: 'usage-error' }],
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-1', 'RETRY-ERR'],
    },
    quiet: {
      title: 'runs failed nodes with --quiet',
      before: fixed,
      argv: 'retry --quiet',
      checks: ['RETRY-OUT'],
    },
    'log-json': {
      title: 'runs failed nodes with --log-format json',
      before: fixed,
      argv: 'retry --log-format json',
      checks: ['RETRY-OUT'],
    },
    help: { title: 'prints help with --help', argv: 'retry --help', checks: ['RETRY-OUT', 'RETRY-FLAG'] },
  },
  {
    base: { argv: 'retry', before: [shop.occasions, ...fixed] },
    options: {
      ...Object.fromEntries(taken.map((option) => [option, { silent: asBefore }])),
      '--full-refresh': { state: 'built' },
      '--version-check': {
        before: [...fixed, shop.otherVersion],
        expect: 'usage-error',
        silent: asBefore,
      },
      '--threads': {
        values: ['1', '2'],
        before: [
          shop.failingModel,
          { engine: 'run --select stg_payments --cache-selected-only', expect: 'failure' },
          shop.fixedModel,
        ],
      },
    },
  },
);
