import { expect, test } from 'vitest';
import type { Difference } from '../facets/difference.ts';
import type { Cause } from './cause.ts';
import { related } from './related.ts';
import type { CaseResult } from './verdict.ts';

const finding = (fingerprint: string, ...cases: readonly string[]) =>
  ({ fingerprint, cases }) as unknown as Cause;
/** A case with the causes of each of its steps. */
const result = (id: string, steps: readonly (readonly string[])[], blockedBy?: string) =>
  ({
    case: { id },
    ...(blockedBy !== undefined && { verdict: 'blocked', blockedBy }),
    differences: steps.flatMap((causes, step) =>
      causes.map((cause) => ({ case: id, step, cause }) as unknown as Difference),
    ),
  }) as unknown as CaseResult;

const stated = (...args: Parameters<typeof related>) =>
  related(...args).map(({ fingerprint, followsFrom, together }) => ({ fingerprint, followsFrom, together }));

test('causes that show in the same steps of several cases are told to be together', () => {
  const found = [finding('a', 'x', 'y'), finding('b', 'x', 'y'), finding('c', 'x')];
  expect(stated(found, [result('x', [['a', 'b', 'c']]), result('y', [['a', 'b']])])).toMatchObject([
    { together: ['b'] },
    { together: ['a'] },
    { together: undefined },
  ]);
});

test('in a single case nothing is said, as nothing else is to be expected', () => {
  expect(stated([finding('a', 'x'), finding('b', 'x')], [result('x', [['a', 'b']])])).toMatchObject([
    { together: undefined },
    { together: undefined },
  ]);
});

test('what shows only in blocked cases, and later than what blocks them, follows from that', () => {
  const found = [finding('a', 'x', 'y'), finding('b', 'x')];
  const results = [result('x', [['a'], ['b']], 'a'), result('y', [['a']], 'a')];
  expect(stated(found, results)).toMatchObject([{ followsFrom: undefined }, { followsFrom: 'a' }]);
});

test('what shows elsewhere as well, or as early, does not', () => {
  const found = [finding('a', 'x'), finding('b', 'x', 'y'), finding('c', 'x')];
  const results = [result('x', [['a', 'c'], ['b']], 'a'), result('y', [['b']])];
  expect(stated(found, results).map(({ followsFrom }) => followsFrom)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
