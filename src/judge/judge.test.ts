import { expect, test } from 'vitest';
import type { Deviation, Untyped } from '../compare/difference.ts';
import type { Case } from '../plan/case.ts';
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
      { step: 0, deviations: first },
      { step: 1, deviations: last },
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
test('what follows from another exit code shares its fingerprint and its expectation', () => {
  const { differences, verdict } = verdictOf([], [line, exit], (d) => d.kind === exit.kind);
  expect(new Set(differences.map((d) => d.fingerprint)).size).toBe(1);
  expect(verdict).toBe('expected');
});
test('a node that fails is why the step ends otherwise; the expectation may be of either', () => {
  const failed: Deviation = {
    ...{
      facet: 'artifacts',
      kind: 'node-failed',
      path: 'target/run_results.json#/results/seed.shop.a/status',
    },
    ...{ reference: 'success', candidate: { ended: 'error', says: 'no schema\nLINE 1' } },
  };
  const { differences } = verdictOf([], [line, exit, failed]);
  expect(new Set(differences.map((d) => d.fingerprint)).size).toBe(1);
  expect(differences[0]?.fingerprint).toMatch(/^artifacts-node-failed-/);
  expect(verdictOf([], [line, exit, failed], (d) => d.kind === exit.kind).verdict).toBe('expected');
  expect(verdictOf([], [line, exit, failed], (d) => d.kind === failed.kind).verdict).toBe('expected');
  expect(verdictOf([], [line, exit, failed], (d) => d.kind === line.kind).verdict).toBe('different');
});
test('for an engine that logs nothing, everything follows from that, but other data', () => {
  const silent: Deviation = {
    facet: 'events',
    kind: 'output-missing',
    path: '',
    reference: [{ command: 'run', events: 2 }],
  };
  const nothing: Deviation = {
    facet: 'database',
    kind: 'relation-missing',
    path: 'dev.orders',
    reference: 'table',
  };
  const findings = (last: Deviation[]) =>
    new Set(verdictOf([], last).differences.map((d) => d.fingerprint)).size;
  expect(findings([line, silent, nothing])).toBe(1);
  expect(findings([line, silent, rows])).toBe(2);
  expect(verdictOf([], [silent, rows], (d) => d.kind === silent.kind).verdict).toBe('different');
  const quiet: Deviation = { facet: 'stdout', kind: 'output-missing', path: '', reference: ['Done'] };
  expect(findings([quiet, nothing])).toBe(2);
});
test('the statements of an invocation too many follow from it, other deviations do not', () => {
  const more: Deviation = {
    facet: 'events',
    kind: 'invocation-added',
    path: 'compile',
    candidate: { command: 'compile', events: 9 },
  };
  const statement: Deviation = {
    facet: 'statements',
    kind: 'statement-added',
    path: 'after statement 1',
    candidate: 'BEGIN',
  };
  const [a, b, c] = verdictOf([], [more, statement, line]).differences.map((d) => d.fingerprint);
  expect([a === b, a === c]).toEqual([true, false]);
});
test('differences are numbered within their case', () => {
  expect(verdictOf([line], [rows]).differences.map(({ id, step }) => [id, step])).toEqual([
    ['run/x#1', 0],
    ['run/x#2', 1],
  ]);
});
