import { expect, test } from 'vitest';
import type { Difference } from '../compare/difference.ts';
import type { Case } from '../plan/case.ts';
import type { Expectation } from './expectation.ts';
import { expectationsToMend } from './to-mend.ts';
import type { CaseResult, Verdict } from './verdict.ts';

const planned = ['run/all', 'run/again', 'seed/all'];
const expectation = (id: string, more: Partial<Expectation> = {}): Expectation => ({
  id,
  file: 'dvt.yaml',
  status: 'known',
  reason: 'it is so',
  facet: 'stdout',
  kind: 'line-added',
  cases: ['run/*'],
  ...more,
});
const result = (id: string, covered: readonly string[] = [], verdict: Verdict = 'expected') =>
  ({
    case: { id } as Case,
    verdict,
    differences: covered.map(
      (by) =>
        ({
          case: id,
          facet: 'stdout',
          kind: 'line-added',
          path: 'line 1',
          candidate: 'Hello',
          expectation: by,
        }) as unknown as Difference,
    ),
  }) as unknown as CaseResult;
const idsToMend = (all: readonly Expectation[], results: readonly CaseResult[]) =>
  expectationsToMend(all, planned, results).map(({ id }) => id);

test('one that covers something is left alone, also where others of its cases show nothing', () =>
  expect(idsToMend([expectation('a')], [result('run/all', ['a']), result('run/again')])).toEqual([]));

test('one that covers nothing in all of its cases is to be mended, with its file', () => {
  const results = [result('run/all'), result('run/again')];
  expect(expectationsToMend([expectation('a')], planned, results)).toEqual([
    {
      file: 'suites/expectations/dvt.yaml',
      id: 'a',
      why: 'is stale: the difference no longer occurs in its cases (run/*)',
    },
  ]);
});

test('a case that did not run, or was not compared to its end, may still need it', () => {
  expect(idsToMend([expectation('a')], [result('run/all')])).toEqual([]);
  expect(idsToMend([expectation('a')], [result('run/all'), result('run/again', [], 'blocked')])).toEqual([]);
});

test('one whose cases are none is to be mended in any run', () =>
  expect(idsToMend([expectation('a', { cases: ['sail/*'] })], [])).toEqual(['a']));

test('two that cover the same are said to, once', () => {
  const both = [expectation('a'), expectation('b', { cases: ['run/all'] })];
  const results = [result('run/all', ['a', 'a'])];
  const [found, ...more] = expectationsToMend(both, planned, results).filter(({ why }) =>
    why.includes('overlaps'),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({ id: 'b', why: expect.stringContaining('overlaps with a in run/all') });
  expect(
    idsToMend([expectation('a'), expectation('b', { candidate: 'Bye' })], [result('run/all', ['a'])]),
  ).toEqual([]);
});
