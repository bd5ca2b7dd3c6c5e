/** `retry`: runs the failed and skipped nodes of the last command. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** A run with a failing model, which is then fixed. */
const failedThenFixed = [
  shop.breakStgPayments,
  { engine: 'run', expect: 'failure' },
  shop.fixStgPayments,
] as const;

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

export default defineSuite({
  command: 'retry',
  defaults: { project: 'shop', state: 'seeded' },
  cases: {
    'fixed-model': {
      title: 'runs failed and skipped nodes',
      before: failedThenFixed,
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-2', 'RETRY-3', 'RETRY-EXIT', 'RETRY-OUT', 'RETRY-ART'],
      tier: 'smoke',
    },
    'still-failing': {
      title: 'fails again when the model is unchanged',
      before: [shop.breakStgPayments, { engine: 'run', expect: 'failure' }],
      argv: 'retry',
      expect: 'failure',
      checks: ['RETRY-2', 'RETRY-EXIT', 'RETRY-ERR'],
    },
    twice: {
      title: 'has nothing to do after a successful retry',
      before: [...failedThenFixed, { engine: 'retry' }],
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
      before: [shop.breakStgPayments, { engine: 'build', expect: 'failure' }, shop.fixStgPayments],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    test: {
      title: 'runs failed tests again',
      state: 'built',
      before: [
        shop.setUnknownStatus,
        { engine: 'test --select stg_orders', expect: 'failure' },
        { sql: "update raw.orders set status = 'shipped' where id in (3, 4)" },
      ],
      argv: 'retry',
      checks: ['RETRY-2'],
    },
    'remembers-flags': {
      title: 'keeps --select, --exclude and --vars of the failed command',
      before: [
        shop.breakStgPayments,
        {
          engine: "run --select staging+ --exclude tag:nightly --vars 'big_order_cents: 1'",
          expect: 'failure',
        },
        shop.fixStgPayments,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-3'],
    },
    'other-target': {
      title: 'keeps --target of the failed command',
      before: [
        shop.breakStgPayments,
        { engine: 'run --target other --select staging', expect: 'failure' },
        shop.fixStgPayments,
      ],
      argv: 'retry',
      checks: ['RETRY-1', 'RETRY-FLAG'],
    },
    'other-vars': {
      title: 'overrides variables with --vars',
      before: [
        shop.breakStgPayments,
        { engine: 'run --select +big_orders', expect: 'failure' },
        shop.fixStgPayments,
      ],
      argv: "retry --vars 'big_order_cents: 1'",
      checks: ['RETRY-FLAG'],
    },
    'full-refresh': {
      title: 'runs failed models with --full-refresh',
      before: failedThenFixed,
      argv: 'retry --full-refresh',
      checks: ['RETRY-FLAG'],
    },
    state: {
      title: 'reads run results from the --state folder',
      before: [
        shop.breakStgPayments,
        { engine: 'run --target-path prior', expect: 'failure' },
        shop.fixStgPayments,
      ],
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
      before: [shop.openJinjaBlock, { engine: 'run', expect: 'usage-error' }],
      argv: 'retry',
      expect: 'usage-error',
      checks: ['RETRY-1', 'RETRY-ERR'],
    },
    ...commonCases('retry', { title: 'runs failed nodes', before: failedThenFixed }),
  },
  options: {
    base: { argv: 'retry', before: [shop.addContentForOptions, ...failedThenFixed] },
    tests: {
      ...Object.fromEntries(taken.map((option) => [option, { noEffect: asBefore }])),
      '--full-refresh': { state: 'built' },
      '--version-check': {
        before: [...failedThenFixed, shop.requireOtherVersion],
        expect: 'usage-error',
        noEffect: asBefore,
      },
      '--threads': {
        values: ['1', '2'],
        before: [
          shop.breakStgPayments,
          { engine: 'run --select stg_payments --cache-selected-only', expect: 'failure' },
          shop.fixStgPayments,
        ],
      },
    },
  },
});
