import { expect, test } from 'vitest';
import type { Difference } from '../facets/difference.ts';
import type { Finding } from '../findings/finding.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { heavierCauses } from './symptom.ts';

const shows = (id: string, cause: string, impact: Finding['impact'], step = 0) =>
  ({ case: id, step, impact, cause, fingerprint: cause }) as Difference;
const finding = (fingerprint: string, impact: Finding['impact']) => ({ fingerprint, impact }) as Finding;

const [exit, log] = [finding('exit', 'outcome'), finding('log', 'contract')];
const lead = shows('run/a', 'log', 'contract');
const asked = (differences: readonly Difference[], of = log) => {
  const { causes, always } = heavierCauses(
    { findings: [exit, log], results: [{ differences } as unknown as CaseResult] },
    of,
    lead,
  );
  return [causes.map(({ fingerprint }) => fingerprint), always];
};

test('what always shows where something heavier happens may follow from it', () => {
  expect(asked([lead, shows('run/a', 'exit', 'outcome')])).toEqual([['exit'], true]);
});

test('not where it also shows without that', () => {
  const alone = shows('run/b', 'log', 'contract');
  expect(asked([lead, shows('run/a', 'exit', 'outcome'), alone])).toEqual([['exit'], false]);
  expect(asked([lead, shows('run/a', 'exit', 'outcome', 1)])).toEqual([[], false]);
});

test('what is printed explains nothing', () => {
  expect(asked([lead, shows('run/a', 'exit', 'console')])).toEqual([[], false]);
});

test('a cause that the issue names anyway is not named again', () => {
  const following = { ...log, followsFrom: 'exit' };
  expect(asked([lead, shows('run/a', 'exit', 'outcome')], following)[0]).toEqual([]);
});

test('a cause that changes what happens is no symptom', () => {
  expect(asked([lead, shows('run/a', 'exit', 'outcome')], finding('log', 'outcome'))[1]).toBe(false);
});
