import { expect, test } from 'vitest';
import type { Difference } from '../compare/difference.ts';
import type { CaseResult, StepExits } from '../judge/verdict.ts';
import { followFailures } from './same-failure.ts';

const result = (id: string, fingerprints: readonly string[], exits: readonly StepExits[]): CaseResult => ({
  case: { id } as CaseResult['case'],
  verdict: 'different',
  seconds: { reference: 1, candidate: 1 },
  exits,
  differences: fingerprints.map((fingerprint) => ({ step: 0, fingerprint }) as Difference),
});
const shared = (results: readonly CaseResult[]) =>
  followFailures(results).map(({ differences }) => differences.map(({ fingerprint }) => fingerprint));

const signIn = result('run/all', ['exit-sign-in'], [{ step: 0, reference: 0, candidate: 1 }]);
const failing = [{ step: 0, reference: 1, candidate: 1, fails: 'exit-sign-in' }];

test('a step in which both fail belongs to the failure that is seen where one does', () => {
  expect(shared([result('run/failing', ['line', 'event'], failing), signIn])).toEqual([
    ['exit-sign-in', 'exit-sign-in'],
    ['exit-sign-in'],
  ]);
});

test('words that are seen nowhere else may be all that differs', () => {
  expect(shared([result('run/failing', ['line', 'event'], failing)])).toEqual([['line', 'event']]);
});

test('other steps of the case stay as they are; what blocks it goes along', () => {
  const steps = [...failing, { step: 1, reference: 0, candidate: 0 }];
  const plain = result('retry/all', ['event', 'line'], steps);
  const differences = plain.differences.map((one, step) => ({ ...one, step }));
  const [blocked] = followFailures([{ ...plain, differences, blockedBy: 'event' }, signIn]);
  expect(blocked?.differences.map(({ fingerprint }) => fingerprint)).toEqual(['exit-sign-in', 'line']);
  expect(blocked?.blockedBy).toBe('exit-sign-in');
});
