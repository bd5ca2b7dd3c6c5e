/** `compile`: writes the compiled SQL of all nodes and runs none of it. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

export default defineSuite({
  command: 'compile',
  defaults: { project: 'shop', state: 'seeded' },
  cases: {
    all: {
      title: 'compiles every node',
      argv: 'compile',
      checks: ['COMPILE-1', 'COMPILE-2', 'COMPILE-3', 'COMPILE-EXIT', 'COMPILE-OUT', 'COMPILE-ART'],
      tier: 'smoke',
    },
    'on-built': {
      title: 'compiles incremental models whose tables exist',
      state: 'built',
      argv: 'compile',
      checks: ['COMPILE-2', 'COMPILE-3'],
    },
    'select-name': {
      title: 'compiles one model and prints its SQL',
      argv: 'compile --select orders',
      checks: ['COMPILE-1', 'COMPILE-3', 'COMPILE-OUT', 'COMPILE-FLAG'],
      tier: 'smoke',
    },
    'select-several': {
      title: 'selects models by folder',
      argv: 'compile --select staging',
      checks: ['COMPILE-1'],
    },
    'select-ephemeral': {
      title: 'compiles an ephemeral model',
      argv: 'compile --select order_balances',
      checks: ['COMPILE-1', 'COMPILE-3'],
    },
    exclude: {
      title: 'excludes models by folder',
      argv: 'compile --exclude marts',
      checks: ['COMPILE-FLAG'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      argv: 'compile --select no_such_model',
      checks: ['COMPILE-ERR'],
    },
    'parse-only': {
      title: 'rejects the removed option --parse-only',
      argv: 'compile --parse-only',
      expect: 'usage-error',
      checks: ['COMPILE-4', 'COMPILE-EXIT', 'COMPILE-ERR'],
    },
    inline: {
      title: 'compiles a query with --inline',
      argv: `compile --inline "select count(*) from {{ ref('stg_orders') }}"`,
      checks: ['COMPILE-3', 'COMPILE-OUT', 'COMPILE-FLAG'],
    },
    'inline-macro': {
      title: 'renders a project macro with --inline',
      argv: `compile --inline "select {{ sum_by('method', ['card', 'cash'], 'amount_cents') }}"`,
      checks: ['COMPILE-3'],
    },
    'inline-broken': {
      title: 'fails on an unclosed Jinja block in --inline',
      argv: "compile --inline '{% if true %} select 1'",
      expect: 'usage-error',
      checks: ['COMPILE-EXIT', 'COMPILE-ERR'],
    },
    'output-json': {
      title: 'prints one model with --output json',
      argv: 'compile --select stg_orders --output json',
      checks: ['COMPILE-OUT', 'COMPILE-FLAG'],
    },
    'output-json-quiet': {
      title: 'prints one model with --output json --quiet',
      argv: 'compile --select stg_orders --output json --quiet',
      checks: ['COMPILE-OUT'],
    },
    'no-introspect': {
      title: 'compiles without introspective queries (--no-introspect)',
      argv: 'compile --no-introspect --select marts',
      checks: ['COMPILE-2', 'COMPILE-FLAG'],
    },
    'no-populate-cache': {
      title: 'compiles without filling the relation cache (--no-populate-cache)',
      argv: 'compile --no-populate-cache',
      checks: ['COMPILE-2', 'COMPILE-FLAG'],
    },
    'full-refresh': {
      title: 'compiles incremental models with --full-refresh',
      state: 'built',
      argv: 'compile --full-refresh --select tag:nightly',
      checks: ['COMPILE-3', 'COMPILE-FLAG'],
    },
    'target-other': {
      title: 'compiles for another target with --target',
      argv: 'compile --target other --select staging',
      checks: ['COMPILE-3', 'COMPILE-FLAG'],
    },
    vars: {
      title: 'overrides a variable with --vars',
      argv: "compile --select big_orders --vars '{big_order_cents: 1}'",
      checks: ['COMPILE-3', 'COMPILE-FLAG'],
    },
    'target-path': {
      title: 'writes to another folder with --target-path',
      argv: 'compile --select staging --target-path build',
      checks: ['COMPILE-1', 'COMPILE-FLAG'],
    },
    'open-block': {
      title: 'fails on an unclosed Jinja block',
      before: [shop.openJinjaBlock],
      argv: 'compile',
      expect: 'usage-error',
      checks: ['COMPILE-EXIT', 'COMPILE-ERR'],
      tier: 'smoke',
    },
    'raised-error': {
      title: 'fails on a model that raises a compiler error',
      before: [shop.raiseCompilerError],
      argv: 'compile --select big_orders',
      expect: 'usage-error',
      checks: ['COMPILE-EXIT', 'COMPILE-ERR'],
    },
    ...commonCases(
      'compile',
      { title: 'compiles a model', argv: 'compile --select stg_orders' },
      { quiet: false, 'dead-database': { checks: ['COMPILE-2', 'COMPILE-EXIT', 'COMPILE-ERR'] } },
    ),
  },
  options: {
    base: { argv: 'compile', state: 'built', before: [shop.addContentForOptions] },
    tests: {
      ...shop.testsOfDefer('compile --select big_orders'),
      ...shop.testsOnOneNode('stg_orders'),
      '--fail-fast': {
        argv: 'compile --select big_orders stg_orders',
        before: [shop.raiseCompilerError],
        expect: 'usage-error',
        ends: { expect: 'failure' },
      },
      '--inline': { values: ["select count(*) from {{ ref('stg_orders') }}"] },
      '--output': { argv: 'compile --select stg_orders' },
      '--inject-ephemeral-ctes': { argv: 'compile --select orders' },
    },
    isolated: ['--sqlparse', '--inline'],
    conflicts: [
      { '--inline': true, '--select': true },
      { '--inline': true, '--selector': true },
    ],
  },
});
