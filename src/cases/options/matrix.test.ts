import { expect, test } from 'vitest';
import { option } from '../../../fixtures/plan/option.ts';
import type { Definitions } from '../../dbt/definitions.ts';
import { defineSuite } from '../define-suite.ts';
import { mayBeGenerated, withMatrix } from './matrix.ts';
import type { OptionTests } from './option-tests.ts';
import { allPairs, pairsIn } from './pairs.ts';

const definitions: Definitions = {
  shared: ['--quiet'],
  commands: {
    run: {
      '--quiet': option('--quiet', { variables: ['DBT_ENGINE_QUIET', 'DBT_QUIET'] }),
      '--defer': option('--defer', { negatives: ['--no-defer'], default: true, variables: ['DBT_DEFER'] }),
      '--output': option('--output', { takes: 'choice', choices: ['json', 'text'] }),
      '--vars': option('--vars', { takes: 'YAML' }),
      '--empty': option('--empty'),
      '--without-values': option('--without-values', { takes: 'text' }),
    },
  },
};
const define = (options?: OptionTests, cases = {}) =>
  defineSuite({ command: 'run', defaults: { project: 'shop', state: 'seeded' }, options, cases });
const shared = { '--quiet': { noEffect: { why: 'It prints nothing.', on: ['run'] } } } as const;
const planned = (tests: Partial<OptionTests> = {}) =>
  withMatrix(
    define({ base: { argv: 'run' }, tests: { '--vars': { values: ['a: 1', 'b: 2'] } }, ...tests }),
    definitions,
    shared,
  );
const last = ({ steps }: { steps: readonly object[] }) => steps.at(-1);

test('each option has a case in every form, with the steps without it', () => {
  const alone = planned().cases.filter(({ tried }) => tried && 'form' in tried);
  expect(alone.map((each) => [each.id, last(each)])).toEqual([
    ['run/flag-quiet', { engine: ['run', '--quiet'] }],
    ['run/flag-quiet-env', { engine: ['run'], env: { DBT_QUIET: 'true' } }],
    ['run/flag-defer', { engine: ['run', '--defer'] }],
    ['run/flag-no-defer', { engine: ['run', '--no-defer'] }],
    ['run/flag-defer-env', { engine: ['run'], env: { DBT_DEFER: 'false' } }],
    ['run/flag-output', { engine: ['run', '--output', 'json'] }],
    ['run/flag-output-2', { engine: ['run', '--output', 'text'] }],
    ['run/flag-vars', { engine: ['run', '--vars', 'a: 1'] }],
    ['run/flag-vars-2', { engine: ['run', '--vars', 'b: 2'] }],
    ['run/flag-empty', { engine: ['run', '--empty'] }],
  ]);
  const without = [{ engine: ['run'] }];
  for (const { tried } of alone) expect(tried).toMatchObject({ without });
  const tried = alone.map((each) => each.tried);
  expect(tried[0]).toMatchObject({ option: '--quiet', form: 'plain', noEffect: 'It prints nothing.' });
  expect(tried[3]).toMatchObject({ option: '--defer', form: 'negative' });
  expect(tried[3]).not.toHaveProperty('noEffect');
  // They share a few workspaces, and more than one.
  expect(new Set(tried.map((each) => each && 'workspace' in each && each.workspace)).size).toBe(3);
});

test('own options belong to the standard tier, shared ones and pairs to the full one', () => {
  const tiers = Object.fromEntries(planned().cases.map(({ id, tier }) => [id, tier]));
  expect(tiers).toMatchObject({
    'run/flag-quiet': 'full',
    'run/flag-defer': 'standard',
    'run/pair-2': 'full',
  });
});

test('the command line of a test is used with and without the option', () => {
  const { cases } = planned({ tests: { '--empty': { argv: 'run --select a', with: '--quiet' } } });
  const found = cases.find(({ id }) => id === 'run/flag-empty');
  expect(found && last(found)).toEqual({ engine: ['run', '--select', 'a', '--quiet', '--empty'] });
  expect(found?.tried).toMatchObject({ without: [{ engine: ['run', '--select', 'a', '--quiet'] }] });
});

const own = (tests: Partial<OptionTests> = {}) => {
  const { cases, options } = planned(tests);
  const tried = options.filter(({ name, own }) => own && name !== '--without-values');
  return {
    options: tried,
    rows: cases.flatMap(({ tried }) => (tried && 'levels' in tried ? [tried.levels] : [])),
  };
};

test('rows hold every pair of levels', () => {
  const { options, rows } = own();
  const covered = new Set(rows.flatMap((row) => pairsIn(row, options)));
  expect(allPairs(options).filter((pair) => !covered.has(pair))).toEqual([]);
  expect(allPairs(options)).toContain('--defer=no --empty=on');
  // All at once would be 3 × 2 × 2 × 2.
  expect(rows.length).toBeLessThan(12);
});

test('a conflict of an isolated option excludes no rows of the others', () => {
  const isolated = ['--empty'];
  expect(own({ isolated, conflicts: [{ '--empty': true }] }).rows).toEqual(own({ isolated }).rows);
});

test('a row with a single option is the case of that option', () => {
  const { cases } = planned({ base: { argv: 'run', expect: 'failure' } });
  const both = cases.filter(({ tried }) => tried && 'form' in tried && tried.levels);
  expect(both.map(({ id, tried }) => [id, tried?.levels?.['--empty']])).toContainEqual([
    'run/flag-empty',
    'on',
  ]);
  const lines = cases.map(({ steps }) => JSON.stringify(steps));
  expect(new Set(lines).size).toBe(lines.length);
});

test('options with a conflict occur together only in rows of their own', () => {
  const { options, rows } = own({ conflicts: [{ '--defer': true, '--empty': true }] });
  const clashing = rows.filter((row) => row['--empty'] === 'on' && (row['--defer'] ?? 'off') !== 'off');
  expect(clashing).toEqual([
    { '--defer': 'on', '--empty': 'on' },
    { '--defer': 'no', '--empty': 'on' },
  ]);
  const covered = new Set(rows.flatMap((row) => pairsIn(row, options)));
  expect(allPairs(options).every((pair) => covered.has(pair))).toBe(true);
});

test('an isolated option has a row with each other option', () => {
  const { rows } = own({ isolated: ['--empty'] });
  for (const row of rows.filter((each) => each['--empty'] === 'on'))
    expect(Object.values(row).filter((level) => level !== 'off').length).toBeLessThan(3);
});

test('a suite without options, and a command that the reference does not have, have no matrix', () => {
  expect(withMatrix(define(), definitions, {}).cases).toEqual([]);
  expect(withMatrix(define({ base: { argv: 'run' } }), { shared: [], commands: {} }, {})).toMatchObject({
    cases: [],
    options: [],
  });
});

test('a defined case may not have the name of a generated one', () => {
  const entry = { title: 'x', argv: 'run', checks: [] };
  const twice = define({ base: { argv: 'run' } }, { 'flag-empty': entry });
  expect(() => withMatrix(twice, definitions, {})).toThrow('run/flag-empty');
});

test('globs and names of the matrix may match generated cases', () => {
  expect(['run/flag-x', 'run/pair-3', 'run/*', '*/{a,b}'].map(mayBeGenerated)).toEqual(Array(4).fill(true));
  expect(['run/all', undefined].map(mayBeGenerated)).toEqual([false, false]);
});

test('pairs use the value for pairs', () => {
  const values = { values: ['over'], valueInPairs: 'under' };
  const { cases } = planned({ tests: { '--vars': values } });
  const lines = (of: 'form' | 'levels') =>
    cases.filter(({ tried }) => tried && of in tried).map((each) => JSON.stringify(last(each)));
  expect(lines('form').some((line) => line.includes('over'))).toBe(true);
  expect(lines('levels').some((line) => line.includes('under'))).toBe(true);
  expect(lines('form').some((line) => line.includes('under'))).toBe(false);
  expect(lines('levels').some((line) => line.includes('over'))).toBe(false);
});
