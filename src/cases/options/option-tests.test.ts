import { expect, test } from 'vitest';
import { option } from '../../../fixtures/plan/option.ts';
import type { Definitions, Option } from '../../dbt/definitions.ts';
import type { EngineStep } from '../case.ts';
import { defineSuite } from '../define-suite.ts';
import { withMatrix } from './matrix.ts';
import type { Ending, OptionTests } from './option-tests.ts';

/** Expectations of subjects by the name of the case. */
function expectations(options: Readonly<Record<string, Option>>, tests: Partial<OptionTests> = {}) {
  const definitions: Definitions = { shared: [], commands: { run: options } };
  const suite = defineSuite({
    command: 'run',
    defaults: { project: 'shop', state: 'raw' },
    options: { base: { argv: 'run' }, ...tests },
    cases: {},
  });
  return Object.fromEntries(
    withMatrix(suite, definitions, {}).cases.map(({ id, steps }) => [
      id.replace('run/', ''),
      (steps.at(-1) as EngineStep).expect ?? 'success',
    ]),
  );
}

const check = option('--check', { negatives: ['--no-check'], default: true, variables: ['DBT_CHECK'] });
const strict = option('--strict', { negatives: ['--no-strict'], default: false, variables: ['DBT_STRICT'] });
const kind = option('--kind', { takes: 'choice', choices: ['a', 'b'] });

test('an ending is about the forms that do not leave a flag at its default', () => {
  const ends = { expect: 'failure' } as const;
  expect(
    expectations(
      { '--check': check, '--strict': strict },
      { tests: { '--check': { ends }, '--strict': { ends } } },
    ),
  ).toMatchObject({
    ...{ 'flag-check': 'success', 'flag-no-check': 'failure', 'flag-check-env': 'failure' },
    ...{ 'flag-strict': 'failure', 'flag-no-strict': 'success', 'flag-strict-env': 'failure' },
  });
});

test('an ending may be about commands, values and forms', () => {
  const of = (ends: Ending) => expectations({ '--kind': kind }, { tests: { '--kind': { ends } } });
  expect(of({ expect: 'failure', on: ['seed'] })).toMatchObject({ 'flag-kind': 'success' });
  expect(of({ expect: 'failure', values: ['b'] })).toMatchObject({
    'flag-kind': 'success',
    'flag-kind-2': 'failure',
  });
  expect(
    expectations(
      { '--strict': strict },
      { tests: { '--strict': { ends: { expect: 'failure', forms: ['negative'] } } } },
    ),
  ).toMatchObject({
    'flag-strict': 'success',
    'flag-no-strict': 'failure',
    'flag-strict-env': 'success',
  });
});

test('the outcome of a test applies to all forms without an ending of their own', () => {
  const options = {
    '--strict': { expect: 'failure', ends: [{ expect: 'usage-error', forms: ['plain'] }] },
  } as const;
  expect(expectations({ '--strict': strict }, { tests: options })).toMatchObject({
    'flag-strict': 'usage-error',
    'flag-no-strict': 'failure',
    'flag-strict-env': 'failure',
  });
});

test('a row of pairs ends as the base or one of its options does; a conflict is wrong usage', () => {
  const found = expectations(
    { '--check': check, '--strict': strict, '--kind': kind },
    {
      tests: { '--strict': { ends: { expect: 'failure' } } },
      conflicts: [{ '--kind': true, '--strict': true }],
    },
  );
  const rows = Object.entries(found).filter(([name]) => name.startsWith('pair-'));
  expect(new Set(rows.map(([, expected]) => JSON.stringify(expected)))).toEqual(
    new Set(['["success"]', '["success","failure"]', '"usage-error"']),
  );
});
