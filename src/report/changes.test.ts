import { expect, test } from 'vitest';
import type { Impact } from '../config/impact.ts';
import type { Cause } from '../findings/cause.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { changesLine, changesSince, showsNew } from './changes.ts';
import type { Earlier } from './json/read-report.ts';

const finding = (fingerprint: string, cases: readonly string[], impact: Impact = 'contract') =>
  ({ fingerprint, title: fingerprint, impact, cases, status: 'new' }) as unknown as Cause;
const earlier = (findings: readonly Cause[], cases = ['run/all', 'seed/all']): Earlier => ({
  run: { id: 'then', started: '2026-11-20T10:00:00.000Z' },
  reference: { spec: 'dbt' },
  candidate: { spec: 'dvt' },
  cases: cases.map((id) => ({ id, verdict: 'different' })),
  trend: [],
  causes: findings.map(({ fingerprint, title, impact, status, cases }) => ({
    id: fingerprint,
    title,
    impact,
    status: status,
    cases: [...cases],
  })),
});
const now = (findings: readonly Cause[], cases = ['run/all', 'seed/all']) => ({
  findings,
  results: cases.map((id) => ({ case: { id }, verdict: 'different' }) as unknown as CaseResult),
});
const lineOf = (before: Earlier, after: ReturnType<typeof now>) => changesLine(changesSince(before, after));

test('new, fixed and as it was', () => {
  const before = earlier([finding('a', ['run/all']), finding('b', ['seed/all'])]);
  const after = now([finding('b', ['seed/all']), finding('c', ['run/all'])]);
  expect(lineOf(before, after)).toBe('since then: 1 new, 1 fixed, 1 unchanged');
});

test('worse is what became graver, or came to cases that had not shown it', () => {
  const before = earlier([finding('a', ['run/all'])]);
  expect(lineOf(before, now([finding('a', ['run/all'], 'outcome')]))).toBe('since then: 1 worse');
  expect(lineOf(before, now([finding('a', ['run/all', 'seed/all'])]))).toBe('since then: 1 worse');
  expect(lineOf(before, now([finding('a', ['run/all'], 'internals')]))).toBe('since then: 1 unchanged');
});

test('nothing is called new or fixed that only one of the runs looked at', () => {
  const before = earlier([finding('a', ['run/all'])], ['run/all']);
  const after = now([finding('b', ['seed/all'])], ['seed/all']);
  expect(lineOf(before, after)).toBe(
    'since then: 1 in cases it did not compare, 1 in cases not compared now',
  );
});

test('a case that could not be judged was not looked at', () => {
  const before = earlier([finding('a', ['run/all'])]);
  const after = {
    findings: [],
    results: [{ case: { id: 'run/all' }, verdict: 'error' } as unknown as CaseResult],
  };
  expect(lineOf(before, after)).toBe('since then: 1 in cases not compared now');
});

test('what is intended is no change', () => {
  const intended = { ...finding('a', ['run/all']), status: 'intended' } as Cause;
  expect(lineOf(earlier([]), now([intended]))).toBe('since then: no causes then or now');
  const before = earlier([intended]);
  expect(lineOf(before, now([]))).toBe('since then: no causes then or now');
});

test('shows something new: what is added, worse or in cases not compared before, unless it is expected', () => {
  const before = earlier([finding('a', ['run/all'])], ['run/all']);
  const shows = (...findings: Cause[]) => showsNew(changesSince(before, now(findings)), 'console');
  expect(shows(finding('a', ['run/all']))).toBe(false);
  expect(shows()).toBe(false);
  expect(shows(finding('a', ['run/all']), finding('b', ['run/all']))).toBe(true);
  expect(shows(finding('a', ['run/all'], 'outcome'))).toBe(true);
  expect(shows(finding('b', ['seed/all']))).toBe(true);
  expect(shows({ ...finding('b', ['run/all']), status: 'known' })).toBe(false);
  expect(shows(finding('b', ['run/all'], 'internals'))).toBe(false);
});
