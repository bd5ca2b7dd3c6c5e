import { expect, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { Difference, Judged } from '../../facets/difference.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { confirm } from './confirm.ts';

const one = { id: 'run/all' } as Case;
const line = (text: string, at = 1, more: Partial<Judged> = {}): Difference => ({
  id: '',
  case: 'run/all',
  step: 0,
  facet: 'stdout',
  kind: 'line-missing',
  path: `line ${at}`,
  reference: text,
  impact: 'console',
  fingerprint: text,
  ...more,
});
const ran = (...differences: readonly Difference[]): CaseResult => ({
  case: one,
  verdict: differences.some(({ expectation }) => expectation === undefined) ? 'different' : 'same',
  seconds: { reference: 1, candidate: 1 },
  differences,
});

test('what shows each time is reported as it is, also where its line has moved', () => {
  const first = ran(line('Done', 4));
  expect(confirm([first, ran(line('Done', 5))])).toBe(first);
});

test('what shows in one run and not in the next makes a case unstable, and says how often it was seen', () => {
  const result = confirm([ran(line('Done')), ran()]);
  expect(result.verdict).toBe('unstable');
  expect(result.reason).toBe('1 of its differences did not occur in each of 2 runs');
  expect(result.differences.map(({ id, seen }) => [id, seen])).toEqual([['run/all#1', { times: 1, of: 2 }]]);
});

test('what only a later run shows is not hidden', () => {
  const result = confirm([ran(line('Done')), ran(line('Hello')), ran(line('Hello'))]);
  expect(result.verdict).toBe('unstable');
  expect(result.differences.map(({ reference, seen }) => [reference, seen])).toEqual([
    ['Done', { times: 1, of: 3 }],
    ['Hello', { times: 2, of: 3 }],
  ]);
});

test('beside one that shows each time, the case stays different', () => {
  const result = confirm([ran(line('Done'), line('Hello')), ran(line('Done'))]);
  expect(result.verdict).toBe('different');
  expect(result.differences.map(({ reference, seen }) => [reference, seen])).toEqual([
    ['Done', undefined],
    ['Hello', { times: 1, of: 2 }],
  ]);
});

test('expected differences confirm nothing', () => {
  const known = line('Known', 2, { expectation: 'known' });
  expect(confirm([ran(known, line('Done')), ran(known)]).verdict).toBe('unstable');
});

test('a block that did not come again is none', () => {
  const blocked: CaseResult = { ...ran(line('Done')), verdict: 'blocked', blockedBy: 'f' };
  const result = confirm([blocked, ran()]);
  expect(result.verdict).toBe('unstable');
  expect(result.blockedBy).toBeUndefined();
});

test('a run that could not be judged says so', () => {
  const failed: CaseResult = { ...ran(), verdict: 'error', reason: 'no room' };
  expect(confirm([ran(line('Done')), failed])).toBe(failed);
});

test('what is registered may come and go without making a case unstable', () => {
  const known = line('Known', 2, { expectation: 'known' });
  const result = confirm([ran(), ran(known)]);
  expect(result.verdict).toBe('expected');
  expect(result.differences.map(({ seen }) => seen)).toEqual([{ times: 1, of: 2 }]);
});
