import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Cause } from '../findings/cause.ts';
import { rankCauses } from './ranking.ts';

function order(...findings: Partial<Cause>[]): readonly string[] {
  const [base] = exampleRun.findings;
  if (!base) throw new Error('the fixture has no finding');
  const all = findings.map((finding) => ({ ...base, ...finding }));
  return rankCauses({ results: [], findings: all }).map(({ finding }) => finding.title);
}

test('impact outweighs everything, then commands, then cases, then the title', () => {
  expect(
    order(
      { title: 'f', impact: 'internals', commands: ['run', 'build', 'test'], cases: ['1', '2', '3'] },
      { title: 'e', impact: 'outcome', cases: ['1'] },
      { title: 'd', impact: 'outcome', cases: ['1'] },
      { title: 'c', impact: 'outcome', cases: ['1', '2'] },
      { title: 'b', impact: 'outcome', commands: ['run', 'build'] },
      { title: 'a', impact: 'outcome', commands: ['run', 'build'], status: 'intended' },
    ),
  ).toEqual(['b', 'c', 'd', 'e', 'f', 'a']);
});

test('what is expected takes no number', () => {
  expect(rankCauses(exampleRun).map(({ number }) => number)).toEqual([1, 2, 3, null]);
});

test('an example shows what the cause is named after, however many steps it takes', () => {
  const named = exampleRun.results.map((result) => ({
    ...result,
    differences: result.differences.map((each) =>
      result.case.id === 'run/long' ? { ...each, fingerprint: 'fp-other', cause: 'fp-exit' } : each,
    ),
  }));
  const [first] = rankCauses({ ...exampleRun, results: named });
  expect(first?.example?.case.id).toBe('run/failing');
});

test('an example shows what is not covered, not what is', () => {
  const results = exampleRun.results.map((result) =>
    result.case.id === 'run/long'
      ? { ...result, differences: result.differences.map((each) => ({ ...each, expectation: 'dvt/x' })) }
      : result,
  );
  const [first] = rankCauses({ ...exampleRun, results });
  expect(first?.example?.case.id).toBe('run/failing');
});
