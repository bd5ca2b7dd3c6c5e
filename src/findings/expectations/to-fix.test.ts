import { expect, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { Difference } from '../../facets/difference.ts';
import type { CaseResult, Verdict } from '../verdict.ts';
import type { Expectation } from './expectation.ts';
import type { ExpectedFact } from './expectation-file.ts';
import { expectationsToFix } from './to-fix.ts';

const planned = ['run/all', 'run/again', 'seed/all'];
const line: ExpectedFact = { facet: 'stdout', kind: 'line-added' };
const expectation = (id: string, more: Partial<Expectation> = {}): Expectation => ({
  id,
  file: 'dvt.yaml',
  status: 'known',
  reason: 'it is so',
  cases: ['run/*'],
  shows: [line],
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
const idsToFix = (all: readonly Expectation[], results: readonly CaseResult[]) =>
  expectationsToFix(all, planned, results).map(({ id }) => id);

test('an entry that covers something is fine, also where other cases of it show nothing', () =>
  expect(idsToFix([expectation('a')], [result('run/all', ['a']), result('run/again')])).toEqual([]));

test('an entry whose facts occur in none of its cases is stale', () => {
  const results = [result('run/all'), result('run/again')];
  expect(expectationsToFix([expectation('a')], planned, results)).toEqual([
    {
      file: 'suites/expectations/dvt.yaml',
      id: 'a',
      why: 'is stale: none of its facts occurs in its cases any more (run/*)',
    },
  ]);
});

test('a fact that occurs in none of its cases is stale, where others of the entry still occur', () => {
  const results = [result('run/all', ['a']), result('run/again')];
  const event: ExpectedFact = { facet: 'events', kind: 'event-added', path: 'Banner', cases: ['*/again'] };
  const whyOf = (...shows: ExpectedFact[]) =>
    expectationsToFix([expectation('a', { shows })], planned, results).map(({ why }) => why);
  expect(whyOf(line, event)).toEqual([
    'has a stale fact: events event-added Banner no longer occurs in its cases (*/again)',
  ]);
  expect(whyOf(line, { ...line, candidate: '^Hel' })).toEqual([]);
  expect(whyOf(event, { ...line, candidate: 'Bye' })).toEqual([expect.stringMatching(/^is stale: none/)]);
});

test('of a fact whose cases did not run nothing is known', () => {
  const event: ExpectedFact = { facet: 'events', kind: 'event-added', cases: ['run/again'] };
  const both = expectation('a', { shows: [line, event] });
  expect(idsToFix([both], [result('run/all', ['a'])])).toEqual([]);
  expect(idsToFix([both], [result('run/all', ['a']), result('run/again', [], 'blocked')])).toEqual([]);
  expect(idsToFix([both], [result('run/all', ['a']), result('run/again')])).toEqual(['a']);
});

test('a fact whose cases are none of the entry is stale in any run', () => {
  const nowhere = { ...line, cases: ['seed/*'] };
  expect(idsToFix([expectation('a', { shows: [line, nowhere] })], [])).toEqual(['a']);
});

test('a case that did not run, or was not compared to its end, may still need it', () => {
  expect(idsToFix([expectation('a')], [result('run/all')])).toEqual([]);
  expect(idsToFix([expectation('a')], [result('run/all'), result('run/again', [], 'blocked')])).toEqual([]);
});

test('an entry whose cases do not exist is stale in any run', () =>
  expect(idsToFix([expectation('a', { cases: ['sail/*'] })], [])).toEqual(['a']));

test('two entries that cover the same difference are reported once', () => {
  const both = [expectation('a'), expectation('b', { cases: ['run/all'] })];
  const results = [result('run/all', ['a', 'a'])];
  const [found, ...more] = expectationsToFix(both, planned, results).filter(({ why }) =>
    why.includes('overlaps'),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({ id: 'b', why: expect.stringContaining('overlaps with a in run/all') });
  expect(
    idsToFix(
      [expectation('a'), expectation('b', { shows: [{ ...line, candidate: 'Bye' }] })],
      [result('run/all', ['a'])],
    ),
  ).toEqual([]);
});

test('two facts of one entry may cover the same difference', () => {
  const twice = expectation('a', { shows: [line, { ...line, candidate: '^Hello$' }] });
  expect(idsToFix([twice], [result('run/all', ['a']), result('run/again')])).toEqual([]);
});
