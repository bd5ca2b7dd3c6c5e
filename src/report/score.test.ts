import { expect, test } from 'vitest';
import { cleanRun, exampleRun } from '../../fixtures/reports/run.ts';
import type { Verdict } from '../findings/verdict.ts';
import { earlierSchema } from './json/read-report.ts';
import { toReport } from './json/report-json.ts';
import { exitCode, percent, totalsOf } from './score.ts';

const of = (...verdicts: Verdict[]) => exampleRun.results.filter(({ verdict }) => verdicts.includes(verdict));

test('counts cases by verdict', () => {
  expect(totalsOf(exampleRun.results)).toEqual({
    cases: 8,
    same: 1,
    expected: 1,
    unstable: 0,
    different: 3,
    blocked: 1,
    error: 1,
    skipped: 1,
  });
});

test('never rounds up to 100 %', () => {
  expect(percent(1)).toBe('100.0 %');
  expect(percent(0.99999)).toBe('99.9 %');
});

test('exits 1 for what no expectation covers, 3 when nothing was shown, 0 otherwise', () => {
  expect(exitCode(exampleRun)).toBe(1);
  expect(exitCode({ threshold: 'console', results: of('blocked') })).toBe(1);
  expect(exitCode({ threshold: 'console', results: of('same', 'error') })).toBe(3);
  expect(exitCode({ threshold: 'console', results: of('skipped') })).toBe(3);
  expect(exitCode({ threshold: 'console', results: [] })).toBe(3);
  expect(exitCode({ threshold: 'console', results: of('same', 'skipped') })).toBe(0);
  expect(exitCode(cleanRun)).toBe(0);
});

test.each([
  ['internals', 'console', 0],
  ['internals', 'internals', 1],
  ['console', 'console', 1],
  ['console', 'contract', 0],
  ['data', 'outcome', 1],
] as const)('a new difference in %s with the threshold %s: %i', (impact, threshold, code) => {
  const results = of('different').map((result) => ({
    ...result,
    differences: result.differences.map((one) => ({ ...one, impact })),
  }));
  expect(exitCode({ results, threshold })).toBe(code);
});

test('asked for what is new, fails for nothing that was there before, and still says when nothing was shown', () => {
  const against = earlierSchema.parse(toReport(exampleRun));
  const results = exampleRun.results.filter(({ verdict }) => verdict !== 'error');
  expect(exitCode({ ...exampleRun, against, results }, 'new')).toBe(0);
  expect(exitCode({ ...exampleRun, against, results })).toBe(1);
  expect(exitCode({ ...exampleRun, against }, 'new')).toBe(3);
  expect(exitCode({ ...exampleRun, against: { ...against, causes: [] } }, 'new')).toBe(1);
});

test('what a case shows that ended in an error fails no run: the environment failed', () => {
  const results = of('different').map((one) => ({ ...one, verdict: 'error' as const }));
  expect(exitCode({ threshold: 'console', results })).toBe(3);
});

test('an expectation to fix fails a run that has no other fault', () => {
  const fix = [{ file: 'dvt.yaml', id: 'known', why: 'covers nothing' }];
  const same = exampleRun.results.filter(({ verdict }) => verdict === 'same');
  expect(exitCode({ threshold: 'console', results: same })).toBe(0);
  expect(exitCode({ threshold: 'console', results: same, toFix: fix })).toBe(1);
});
