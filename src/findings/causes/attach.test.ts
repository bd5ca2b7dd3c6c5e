import { expect, test } from 'vitest';
import { event, exit, file, line, rows, statement, value } from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { attach } from './attach.ts';
import { factsOf } from './fact.ts';
import { groupOf } from './groups.ts';

/** A group of one fact that shows in these steps. */
const shows = (difference: Untyped, ...steps: readonly string[]) =>
  groupOf(steps.flatMap((at) => factsOf(stepAt(at, [difference]))));

/** The kinds of difference of each group that is left, with the number of facts. */
const left = (...groups: Parameters<typeof attach>[0]) =>
  attach(groups).map(({ facts }) => [facts[0]?.differences[0]?.kind, facts.length]);

const ended = exit(0, 1, 'no');
const [a, b, c, d, e] = ['run/a#0', 'run/b#0', 'run/c#0', 'run/d#0', 'run/e#0'] as const;

test('what shows where a step ends differently follows from the ending, whichever comes first', () => {
  expect(left(shows(line('Loaded'), a, b), shows(ended, a, b))).toEqual([['exit-code', 4]]);
  expect(left(shows(ended, a, b), shows(line('Loaded'), a, b))).toEqual([['exit-code', 4]]);
});

test('what also shows without it does not', () => {
  expect(left(shows(ended, a, b), shows(line('Loaded'), a, b, c))).toHaveLength(2);
});

test('what shows in few of its steps does not', () => {
  expect(left(shows(ended, a, b, c, d, e), shows(line('Loaded'), a, b))).toHaveLength(2);
  expect(left(shows(ended, a, b, c), shows(line('Loaded'), a, b))).toEqual([['exit-code', 5]]);
});

test('an ending does not follow from what an engine prints', () => {
  expect(left(shows(line('Loaded'), a, b, c), shows(ended, a, b))).toHaveLength(2);
});

test('an ending follows from nothing being invoked', () => {
  const unasked = groupOf(
    [a, b].flatMap((at) => factsOf(stepAt(at, [line('x')], { reference: { invocations: ['dbt seed'] } }))),
  );
  const found = attach([shows(ended, a, b), unasked]);
  expect(found).toHaveLength(1);
});

test('what is executed follows from an invocation more; rows in a table do not', () => {
  const more: Untyped = { facet: 'events', kind: 'invocation-added', path: 'compile' };
  expect(left(shows(more, a, b), shows(statement('BEGIN'), a, b))).toEqual([['invocation-added', 4]]);
  expect(left(shows(more, a, b), shows(rows('dev.a'), a, b))).toHaveLength(2);
});

test('an artifact follows from a call that names it', () => {
  const call = (text: string) => value('run_results.json#/args/invocation_command', 'dbt docs', text);
  const empty: Untyped = { ...value('catalog.json#/nodes/model.shop.a', {}, {}), kind: 'key-missing' };
  expect(left(shows(call('dbt docs --empty-catalog'), a, b), shows(empty, a, b))).toHaveLength(1);
  expect(left(shows(call('dbt docs --quiet'), a, b), shows(empty, a, b))).toHaveLength(2);
});

test('what shows in several cases, in each with a cause of that case alone, belongs to these', () => {
  const groups = [shows(value('manifest.json#/metadata/x', 1, 2), a), shows(file('home/.x'), b)];
  const shared = shows(rows('dev.a'), a, b);
  expect(attach([...groups, shared]).map(({ facts }) => facts.length)).toEqual([2, 2]);
  expect(attach([...groups, shows(rows('dev.a'), a, b, c)])).toHaveLength(3);
});

test('what many causes lead to, and shows only where steps fail for different reasons, follows from each failure', () => {
  const failures = [shows(exit(0, 1, 'no'), a, c), shows(exit(0, 2, 'never'), b, d)];
  const missing: Untyped = { ...file('project/target/run/a.sql'), kind: 'file-missing' };
  expect(left(...failures, shows(missing, a, b))).toEqual([
    ['exit-code', 3],
    ['exit-code', 3],
  ]);
  expect(left(...failures, shows(missing, a, b, e))).toHaveLength(3);
  expect(left(...failures, shows(rows('dev.a'), a, b))).toHaveLength(3);
  expect(left(...failures, shows(file('home/.x'), a, b))).toHaveLength(3);
});

test('of two that could explain it, the one that shows in the most similar steps does', () => {
  const call = (text: string) => value('run_results.json#/args/invocation_command', 'dbt run', text);
  const [far, near] = [shows(call('dbt run -q'), a, b, c, d), shows(call('dbt run -x'), a, b, c)];
  expect(attach([far, near, shows(event('Note', ''), a, b, c)]).map(({ facts }) => facts.length)).toEqual([
    4, 6,
  ]);
  expect(attach([far, near, shows(event('Note', ''), a, b, c, d)]).map(({ facts }) => facts.length)).toEqual([
    8, 3,
  ]);
});
