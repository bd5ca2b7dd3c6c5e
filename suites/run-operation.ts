/** `run-operation`: calls a macro. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const macro = (body: string) => ({ write: { 'macros/extra.sql': body } });
const says = macro(`{% macro says(word, times=2) %}
  {% do log(([word] * times) | join(' '), info=true) %}
  {% do print(word) %}
  {{ return([word, times]) }}
{% endmacro %}`);

export default defineSuite({
  command: 'run-operation',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    args: {
      title: 'calls a macro that writes to the database, with --args',
      argv: "run-operation move_customer --args '{customer_id: 4, country: FI}'",
      checks: ['RUNOP-1', 'RUNOP-2', 'RUNOP-3', 'RUNOP-EXIT', 'RUNOP-OUT', 'RUNOP-ART'],
      tier: 'smoke',
    },
    'no-args': {
      title: 'calls a macro without arguments',
      before: [macro("{% macro hello() %}{{ log('Hello', info=true) }}{% endmacro %}")],
      argv: 'run-operation hello',
      checks: ['RUNOP-1', 'RUNOP-3'],
    },
    'args-types': {
      title: 'passes values of several types with --args',
      before: [
        macro(`{% macro shows(a, b, c, d) %}{{ log([a, b, c, d] | string, info=true) }}{% endmacro %}`),
      ],
      argv: "run-operation shows --args '{a: 1, b: 2.5, c: [x, null, true], d: {day: 2024-03-01}}'",
      checks: ['RUNOP-2'],
    },
    prints: {
      title: 'calls a macro that uses print() and log()',
      before: [says],
      argv: "run-operation says --args 'word: tea'",
      checks: ['RUNOP-3', 'RUNOP-OUT'],
    },
    'prints-quiet': {
      title: 'calls a macro that uses print() and log(), with --quiet',
      before: [says],
      argv: "run-operation says --args 'word: tea' --quiet",
      checks: ['RUNOP-3', 'RUNOP-OUT'],
    },
    'no-print': {
      title: 'suppresses print() with --no-print',
      before: [says],
      argv: "run-operation says --args 'word: tea' --no-print",
      checks: ['RUNOP-OUT', 'RUNOP-FLAG'],
    },
    qualified: {
      title: 'calls a macro by its package-qualified name',
      before: [says],
      argv: "run-operation shop.says --args 'word: tea'",
      checks: ['RUNOP-1'],
    },
    'args-broken': {
      title: 'rejects --args that are not valid YAML',
      argv: "run-operation move_customer --args '{customer_id: '",
      expect: 'usage-error',
      checks: ['RUNOP-2', 'RUNOP-EXIT', 'RUNOP-ERR'],
    },
    'args-list': {
      title: 'rejects --args that are not a dictionary',
      argv: "run-operation move_customer --args '[1, FI]'",
      expect: 'usage-error',
      checks: ['RUNOP-2', 'RUNOP-EXIT', 'RUNOP-ERR'],
    },
    'args-unknown': {
      title: 'fails on an argument the macro does not have',
      before: [says],
      argv: "run-operation says --args '{word: tea, colour: red}'",
      expect: 'failure',
      checks: ['RUNOP-EXIT', 'RUNOP-ERR'],
    },
    missing: {
      title: 'fails on an unknown macro',
      argv: 'run-operation no_such_macro',
      expect: 'usage-error',
      checks: ['RUNOP-EXIT', 'RUNOP-ERR'],
      tier: 'smoke',
    },
    'no-name': {
      title: 'fails without a macro name',
      argv: 'run-operation',
      expect: 'usage-error',
      checks: ['RUNOP-EXIT', 'RUNOP-ERR'],
    },
    raises: {
      title: 'fails when the macro raises a compiler error',
      before: [macro("{% macro gives_up() %}{{ exceptions.raise_compiler_error('No more') }}{% endmacro %}")],
      argv: 'run-operation gives_up',
      expect: 'failure',
      checks: ['RUNOP-EXIT', 'RUNOP-ERR'],
    },
    'broken-sql': {
      title: 'fails when the macro runs invalid SQL',
      before: [macro("{% macro refused() %}{% do run_query('selec 1') %}{% endmacro %}")],
      argv: 'run-operation refused',
      expect: 'failure',
      checks: ['RUNOP-EXIT', 'RUNOP-ERR'],
      tier: 'smoke',
    },
    'target-other': {
      title: 'calls a macro with another --target',
      before: [macro('{% macro where_am_i() %}{{ log(target.schema, info=true) }}{% endmacro %}')],
      argv: 'run-operation where_am_i --target other',
      checks: ['RUNOP-FLAG'],
    },
    ...commonCases(
      'run-operation',
      { title: 'calls a macro', before: [says], argv: "run-operation says --args 'word: tea'" },
      {
        quiet: false,
        'dead-database': {
          before: [shop.unreachableDatabase],
          argv: "run-operation move_customer --args '{customer_id: 4, country: FI}'",
          expect: 'failure',
        },
      },
    ),
  },
  options: {
    base: { argv: "run-operation says --args 'word: tea'", before: [shop.addContentForOptions, says] },
    tests: {
      '--version-check': { before: [shop.requireOtherVersion, says] },
      '--log-file-max-bytes': { values: ['8000'] },
      '--args': { values: ['word: tea'], argv: 'run-operation says' },
      '--sql': { values: ['select 1'], argv: 'run-operation' },
    },
    isolated: ['--sql'],
    // Either a macro or SQL.
    conflicts: [{ '--sql': true }],
  },
});
