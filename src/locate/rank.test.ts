import { expect, test } from 'vitest';
import { type Executed, rankFunctions } from './rank.ts';

/** @param executed lines by case, such as `{ a: [2] }`. */
const fn = (name: string, executed: Executed['executed'], more: Partial<Executed> = {}): Executed => ({
  ...{ file: 'dbt/task.py', name, line: 1, end: 9, executed, ...more },
});
const of = (showing: string, others: string, functions: readonly Executed[], suspects: string[] = []) =>
  rankFunctions({ functions, showing: [...showing], others: [...others], suspects });
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

test('what every case executes, or few that show the cause, is not known', () => {
  const functions = [
    fn('everywhere', lines('abcx', 2)),
    fn('elsewhere', lines('x', 2)),
    fn('rare', lines('a', 2)),
  ];
  expect(names('abc', 'x', functions)).toEqual([]);
});

test('a line that agrees better than its function counts', () => {
  const branch = fn('branch', { ...lines('xy', 2), ...lines('ab', 2, 3) });
  expect(of('ab', 'xy', [branch])).toMatchObject([
    { line: 3, what: 'line', score: 1, showing: 2, others: 0 },
  ]);
});

test('of equal scores, suspects come first, then functions before lines, then the shorter', () => {
  const functions = [
    fn('long', lines('ab', 2)),
    fn('branch', { ...lines('x', 2), ...lines('ab', 2, 3) }, { end: 4 }),
    fn('short', lines('ab', 2), { end: 3 }),
    fn('suspect', lines('ab', 2), { file: 'dbt/suspect.py', end: 99 }),
  ];
  expect(names('ab', 'x', functions, ['dbt/suspect.py'])).toEqual(['suspect', 'short', 'long', 'branch']);
});
