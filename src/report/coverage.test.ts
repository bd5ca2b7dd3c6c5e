import { expect, test } from 'vitest';
import { option } from '../../fixtures/plan/option.ts';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Case, Tried } from '../cases/case.ts';
import type { TestedOption } from '../cases/options/option-tests.ts';
import type { CaseResult, Verdict } from '../findings/verdict.ts';
import { flagCoverage, flagsTried, requirementCoverage } from './coverage.ts';

test('a case that was compared covers its requirements, whatever the verdict', () => {
  const { proved, total, missing } = requirementCoverage(exampleRun.results);
  expect(total).toBe(173);
  // RUN-1, -2, -3, -EXIT, -OUT, -ERR
  expect(proved).toBe(6);
  expect(missing).toHaveLength(167);
  expect(missing).not.toContain('RUN-3');
  // Named by the blocked, the broken and the skipped case alone.
  expect(missing).toEqual(expect.arrayContaining(['RUN-4', 'RUN-5', 'RUN-6', 'BUILD-EXIT']));
});

test('does not count ids that are not requirements', () => {
  const [first] = exampleRun.results;
  if (!first) throw new Error('the fixture has no case');
  expect(requirementCoverage([{ ...first, case: { ...first.case, checks: ['RUN-99'] } }]).proved).toBe(0);
});

const tryable = (name: string, more: Partial<TestedOption['option']> = {}): TestedOption => ({
  name,
  own: true,
  test: {},
  option: option(name, more),
});
const planned = {
  command: 'run',
  options: [tryable('--empty'), tryable('--defer', { negatives: ['--no-defer'] })],
} as const;
const one = (tried: Tried): Case => ({
  id: 'run/x',
  command: 'run',
  title: '',
  checks: [],
  tier: 'full',
  project: 'shop',
  state: 'seeded',
  steps: [],
  tried,
});
const alone = (option: string, form: 'plain' | 'negative', noEffect?: string) =>
  one({ option, form, workspace: '', without: [], ...(noEffect && { noEffect }) });
const result = (of: Case, effect: boolean, verdict: Verdict = 'same'): CaseResult => ({
  case: of,
  verdict,
  seconds: { reference: 0, candidate: 0 },
  differences: [],
  effect,
});

test('an option is tried alone when each of its forms is', () => {
  expect(flagsTried(planned, [alone('--empty', 'plain'), alone('--defer', 'plain')])).toMatchObject({
    total: 2,
    alone: 1,
    missing: ['--defer'],
  });
  expect(
    flagsTried(
      planned,
      ['plain', 'negative'].map((form) => alone('--defer', form as 'plain')),
    ).missing,
  ).toEqual(['--empty']);
});

test('pairs are counted by the levels that stand together in rows', () => {
  // An option that is tested alone may come with others that the case does not name.
  expect(flagsTried(planned, [alone('--empty', 'plain')]).pairwise).toBe(0);
  const rows = [one({ levels: {} }), one({ levels: { '--empty': 'on', '--defer': 'no' } })];
  expect(flagsTried(planned, rows).pairwise).toBeCloseTo(2 / 6);
});

test('effective is what showed something in one of its forms, or is excused', () => {
  const results = [
    result(alone('--empty', 'plain', 'Nothing to empty.'), false),
    result(alone('--defer', 'plain'), false),
    result(alone('--defer', 'negative'), true),
  ];
  expect(flagCoverage(planned, results)).toMatchObject({
    effective: 2,
    excused: 1,
    idle: [],
    wrongly_excused: [],
  });
});

test('names what did nothing without an excuse, and excuses that are wrong', () => {
  const results = [
    result(alone('--empty', 'plain', 'Nothing to empty.'), true),
    result(alone('--defer', 'plain'), false),
  ];
  expect(flagCoverage(planned, results)).toMatchObject({
    effective: 1,
    excused: 0,
    idle: ['--defer'],
    wrongly_excused: ['--empty'],
  });
});

test('a case that never reached its subject tried nothing', () =>
  expect(flagCoverage(planned, [result(alone('--empty', 'plain'), true, 'blocked')])).toMatchObject({
    alone: 0,
    effective: 0,
  }));
