import { expect, test } from 'vitest';
import { event, exit, line, value } from '../../../fixtures/causes/differences.ts';
import { type Difference, typed, type Untyped } from '../../facets/difference.ts';
import { impactOf } from '../../facets/registry.ts';
import { commandIn, titleOfCause } from './title.ts';

const lead = (difference: Untyped, fingerprint = 'f', at: Partial<Difference> = {}): Difference => {
  const deviation = typed(difference);
  return {
    ...deviation,
    ...{ id: '', case: 'run/a', step: 0, impact: impactOf(deviation), fingerprint },
    ...(at as object),
  };
};

test('what the user loses comes first, the commands last', () => {
  expect(titleOfCause({ leads: [lead(exit(0, 1, 'No profile'))], commands: ['run'] })).toBe(
    'exits with 1 instead of 0: No profile (run)',
  );
});

test('two commands are named, the others counted', () => {
  const title = (...commands: string[]) => titleOfCause({ leads: [lead(line('x'))], commands });
  expect(title('run', 'docs generate')).toMatch(/ \(run, docs generate\)$/);
  expect(title('run', 'build', 'test', 'seed')).toMatch(/ \(run, build \+2\)$/);
});

test('a long title is cut before the commands', () => {
  const title = titleOfCause({
    leads: [lead(exit(0, 1, 'word '.repeat(40)))],
    commands: ['source freshness', 'docs generate', 'x'],
  });
  expect(title.length).toBeLessThanOrEqual(90);
  expect(title).toMatch(/^exits with 1 instead of 0: .*… \(source freshness, docs generate \+1\)$/);
});

const option = (path: string) => lead({ facet: 'interface', kind: 'option-missing', path, reference: path });

test('more options are counted, each once', () => {
  expect(titleOfCause({ leads: [option('--empty'), option('--empty')], commands: ['run'] })).toBe(
    'is missing --empty (run)',
  );
  expect(titleOfCause({ leads: [option('--empty'), option('--quiet')], commands: ['run'] })).toBe(
    'is missing --empty and 1 more option (run)',
  );
  expect(titleOfCause({ leads: ['--a', '--b', '--c'].map(option), commands: ['run'] })).toBe(
    'is missing --a and 2 more options (run)',
  );
});

const result = (kind: 'key-missing' | 'key-added', id: string, at: Partial<Difference> = {}) =>
  lead(
    {
      ...{ facet: 'artifacts', kind, path: `project/target/run_results.json#/results/${id}` },
      ...(kind === 'key-missing' ? { reference: {} } : { candidate: {} }),
    },
    'nodes-f',
    at,
  );

test('nodes that do not run, or run in addition, are counted, and the first is named', () => {
  const ids = ['model.shop.a', 'seed.shop.b', 'test.shop.c.0123456789'];
  expect(titleOfCause({ leads: ids.map((id) => result('key-missing', id)), commands: ['build'] })).toBe(
    'does not run a and 2 other nodes (build)',
  );
  expect(
    titleOfCause({ leads: ids.slice(0, 2).map((id) => result('key-added', id)), commands: ['build'] }),
  ).toBe('also runs a and 1 other node (build)');
});

test('nodes that run in addition are named rather than a total of the run', () => {
  const total: Untyped = {
    ...{ facet: 'events', kind: 'event-changed', path: 'StatsLine/data/stats.pass' },
    ...{ reference: 1, candidate: 0 },
  };
  const leads = [lead(total, 'nodes-f'), lead(event('NodeStart', '', 'model.shop.a'), 'nodes-f')];
  expect(titleOfCause({ leads, commands: ['run'] })).toBe('also runs a (run)');
});

test('nodes of another step are not counted', () => {
  const leads = [result('key-missing', 'model.shop.a'), result('key-missing', 'model.shop.b', { step: 1 })];
  expect(titleOfCause({ leads, commands: ['build'] })).toBe('does not run a (build)');
});

test('a node that ends differently is named with how', () => {
  const status = value('run_results.json#/results/model.shop.a/status', 'success', 'skipped');
  expect(titleOfCause({ leads: [lead(status, 'nodes-f')], commands: ['build'] })).toBe(
    'ends a with "skipped" instead of "success" (build)',
  );
});

test.each([
  [['run', '--select', 'a'], 'run'],
  [['docs', 'generate'], 'docs generate'],
  [['source', 'freshness', '-s', 'a'], 'source freshness'],
  [['docs', '--help'], 'docs'],
  [['--quiet', 'run'], 'run'],
  [['--version'], '--version'],
])('the command in %j is %s', (engine, command) => expect(commandIn({ engine })).toBe(command));

test('a step that is none of the engine has no command', () => {
  expect(commandIn({ sql: 'drop table x' })).toBeUndefined();
  expect(commandIn(undefined)).toBeUndefined();
});
