import { expect, test } from 'vitest';
import type { CaseResult, Verdict } from '../verdict.ts';
import { adaptationsToFix } from './to-fix.ts';

const adaptation = {
  side: 'candidate',
  id: 'a',
  file: 'projects/adaptations/fork.yaml',
  as_is: 'parse/as-is',
} as const;
const planned = ['parse/all', 'parse/as-is'];
const result = (id: string, candidate: number | string, verdict: Verdict = 'different') =>
  ({ case: { id }, verdict, exits: [{ step: 0, reference: 0, candidate }] }) as unknown as CaseResult;
const whyMend = (results: readonly CaseResult[]) =>
  adaptationsToFix([adaptation], planned, results).map(({ why }) => why);

test('one whose case ends well without it is not needed', () =>
  expect(adaptationsToFix([adaptation], planned, [result('parse/as-is', 0, 'same')])).toEqual([
    {
      id: 'a',
      file: 'projects/adaptations/fork.yaml',
      why: 'is not needed: parse/as-is succeeds without it',
    },
  ]));

test.each([2, 1, 'SIGKILL', 'memory'])('one whose case ends with %s is needed', (exit) =>
  expect(whyMend([result('parse/as-is', exit)])).toEqual([]),
);

test('where its case did not run to its end, nothing is known', () => {
  expect(whyMend([result('parse/all', 0)])).toEqual([]);
  expect(whyMend([result('parse/as-is', 0, 'blocked')])).toEqual([]);
});

test('one whose case is none is to be fixed in any run', () =>
  expect(adaptationsToFix([{ ...adaptation, as_is: 'parse/gone' }], planned, [])).toMatchObject([
    { why: 'names an unknown case: parse/gone' },
  ]));

test('of what the reference needs a run says nothing', () =>
  expect(
    adaptationsToFix([{ ...adaptation, side: 'reference' }], planned, [result('parse/as-is', 0)]),
  ).toEqual([]));
