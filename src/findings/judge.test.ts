import { expect, test } from 'vitest';
import { shownIn } from '../../fixtures/shown.ts';
import type { Case } from '../cases/case.ts';
import type { Deviation, Untyped } from '../facets/difference.ts';
import { judge } from './judge.ts';

const one: Case = {
  id: 'run/x',
  command: 'run',
  title: 't',
  checks: [],
  tier: 'smoke',
  project: 'shop',
  state: 'empty',
  steps: [{ engine: ['seed'] }, { engine: ['run'] }],
};
const seconds = { reference: 1, candidate: 1 };
const line: Deviation = { facet: 'stdout', kind: 'line-missing', path: 'line 1', reference: 'Done' };
const exit: Deviation = {
  facet: 'exit',
  kind: 'exit-code',
  path: 'code',
  reference: { ended: 0, says: '' },
  candidate: { ended: 1, says: 'no' },
};
const rows: Deviation = {
  facet: 'database',
  kind: 'rows-changed',
  path: 'dev.orders',
  reference: { count: 1, only: ['(1)'] },
  candidate: { count: 0, only: [] },
};
const verdictOf = (first: Deviation[], last: Deviation[], covers: (d: Untyped) => boolean = () => false) =>
  judge(
    one,
    [
      { step: 0, deviations: first, shown: shownIn(0) },
      { step: 1, deviations: last, shown: shownIn(1) },
    ],
    seconds,
    (_, d) => (covers(d) ? 'e' : undefined),
  );

test('no deviation: same', () => expect(verdictOf([], []).verdict).toBe('same'));
test('a deviation of the subject: different', () => expect(verdictOf([], [line]).verdict).toBe('different'));
test('every deviation covered: expected', () =>
  expect(verdictOf([line], [line], () => true).verdict).toBe('expected'));
test('one of two covered: different', () => {
  expect(verdictOf([], [line, rows], (d) => d.kind === line.kind).verdict).toBe('different');
});
test('a step before the subject that says other things does not block it', () => {
  expect(verdictOf([line], []).verdict).toBe('different');
});
test.each([exit, rows])('a step before the subject with $kind blocks it, naming the finding', (deviation) => {
  const result = verdictOf([deviation], [line]);
  expect(result).toMatchObject({ verdict: 'blocked', blockedBy: result.differences[0]?.fingerprint });
});
const failed: Deviation = {
  ...{
    facet: 'artifacts',
    kind: 'node-failed',
    path: 'target/run_results.json#/results/seed.shop.a/status',
  },
  ...{ reference: 'success', candidate: { ended: 'error', says: 'no schema\nLINE 1' } },
};
const silent: Deviation = {
  facet: 'events',
  kind: 'output-missing',
  path: '',
  reference: [{ command: 'run', events: 2 }],
};
test('nothing takes the fingerprint of another, whatever it may follow from', () => {
  const { differences } = verdictOf([], [line, exit, failed, silent, rows]);
  expect(new Set(differences.map((d) => d.fingerprint)).size).toBe(5);
});
test('what says the same has the same fingerprint', () => {
  const other: Deviation = { ...line, path: 'line 7' };
  const [a, b, c] = verdictOf([other], [line, { ...line, reference: 'Over' }]).differences;
  expect(a?.fingerprint).toBe(b?.fingerprint);
  expect(c?.fingerprint).not.toBe(b?.fingerprint);
});
test.each([exit, failed, silent])(
  'as long as no cause is known, an expectation of $kind covers the rest of its step, and no other covers it',
  (lead) => {
    expect(verdictOf([], [line, lead], (d) => d.kind === lead.kind).verdict).toBe('expected');
    expect(verdictOf([line], [lead], (d) => d.kind === lead.kind).verdict).toBe('different');
    expect(verdictOf([], [line, lead], (d) => d.kind === line.kind).verdict).toBe('different');
  },
);
test('differences are numbered within their case', () => {
  expect(verdictOf([line], [rows]).differences.map(({ id, step }) => [id, step])).toEqual([
    ['run/x#1', 0],
    ['run/x#2', 1],
  ]);
});
