import { expect, test } from 'vitest';
import { type Executed, equalToFirst, isKnown, rankFunctions } from './rank.ts';

/** @param executed lines by case, such as `{ a: [2] }`. */
const fn = (name: string, executed: Executed['executed'], more: Partial<Executed> = {}): Executed => ({
  ...{ file: 'dbt/task.py', name, line: 1, end: 9, executed, ...more },
});
const of = (
  showing: string,
  others: string,
  functions: readonly Executed[],
  { suspects = [], changed = [] }: { suspects?: string[]; changed?: string[] } = {},
) => rankFunctions({ functions, showing: [...showing], others: [...others], suspects, changed });
const names = (...given: Parameters<typeof of>) => of(...given).map(({ name }) => name);

const lines = (cases: string, ...executed: number[]) =>
  Object.fromEntries([...cases].map((id) => [id, executed]));

test('the score is the Ochiai coefficient', () => {
  const functions = [
    fn('all', lines('abc', 2)),
    fn('one-more', lines('abcx', 2)),
    fn('most', lines('ab', 2)),
  ];
  expect(of('abc', 'xyz', functions)).toMatchObject([
    { name: 'all', score: 1, showing: 3, others: 0, what: 'function', line: 1 },
    { name: 'one-more', score: 3 / Math.sqrt(3 * 4), showing: 3, others: 1 },
    { name: 'most', score: 2 / Math.sqrt(3 * 2), showing: 2, others: 0 },
  ]);
});

test('what every case executes, or few that show the cause, does not agree', () => {
  expect(names('abc', 'x', [fn('everywhere', lines('abcx', 2)), fn('elsewhere', lines('x', 2))])).toEqual([]);
  expect(names('abc', 'rstuvwxyz', [fn('rare', lines('a', 2))])).toEqual([]);
});

test('a line that agrees better than its function counts', () => {
  const branch = fn('branch', { ...lines('xy', 2), ...lines('ab', 2, 3) });
  expect(of('ab', 'xy', [branch])).toMatchObject([
    { line: 3, what: 'line', score: 1, showing: 2, others: 0 },
  ]);
});

test('of equal scores, suspects come first, then changed files, then functions before lines, then the shorter', () => {
  const functions = [
    fn('long', lines('ab', 2)),
    fn('branch', { ...lines('x', 2), ...lines('ab', 2, 3) }, { end: 4 }),
    fn('short', lines('ab', 2), { end: 3 }),
    fn('changed', lines('ab', 2), { file: 'dbt/changed.py', end: 80 }),
    fn('suspect', lines('ab', 2), { file: 'dbt/suspect.py', end: 99 }),
  ];
  const known = { suspects: ['dbt/suspect.py'], changed: ['dbt/changed.py'] };
  const expected = ['suspect', 'changed', 'short', 'long', 'branch'];
  expect(names('ab', 'x', functions, known)).toEqual(expected);
});

test('if too many functions agree equally well, nothing is known', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => fn(`f${n}`, lines('ab', 2)));
  const suspect = fn('suspect', lines('ab', 2), { file: 'dbt/suspect.py' });
  const [few, more] = [of('ab', 'x', many(20)), of('ab', 'x', many(21))];
  const first = of('ab', 'x', [...many(21), suspect], { suspects: ['dbt/suspect.py'] });
  expect([few, more, first, []].map(isKnown)).toEqual([true, false, true, false]);
  expect([few, more, first].map(equalToFirst)).toEqual([20, 21, 1]);
});
