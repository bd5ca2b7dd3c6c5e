import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Difference } from '../facets/difference.ts';
import type { Cause } from '../findings/cause.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { heavierCauses, reasonOf } from './facts.ts';
import type { Run } from './run.ts';

const expectations = ['first', 'second', 'again'].map((id) => ({
  ...exampleRun.expectations[0],
  id,
  reason: id === 'again' ? 'Because of first.' : `Because of ${id}.`,
}));

/** A run in which each expectation covers a difference with that fingerprint, of one cause. */
const covered = (...pairs: readonly (readonly [expectation: string, fingerprint: string])[]) => {
  const [result] = exampleRun.results;
  const differences = pairs.map(
    ([expectation, fingerprint]) => ({ expectation, fingerprint, cause: 'named' }) as Difference,
  );
  return { ...exampleRun, expectations, results: [{ ...result, differences }] } as Run;
};
const named = { fingerprint: 'named' };

test('what covers the facts that a cause is named after comes first, the same reason once', () => {
  expect(reasonOf(covered(['second', 'other'], ['first', 'named'], ['again', 'other']), named)).toBe(
    'Because of first. Because of second.',
  );
});

test('of what is not registered there is none', () => {
  expect(reasonOf(covered(), named)).toBeUndefined();
  expect(reasonOf(covered(['unknown', 'named']), named)).toBeUndefined();
});

const shows = (id: string, cause: string, impact: Cause['impact'], step = 0) =>
  ({ case: id, step, impact, cause, fingerprint: cause }) as Difference;
const finding = (fingerprint: string, impact: Cause['impact']) => ({ fingerprint, impact }) as Cause;

const [exit, log] = [finding('exit', 'outcome'), finding('log', 'contract')];
const main = shows('run/a', 'log', 'contract');
const asked = (differences: readonly Difference[], of = log) => {
  const { causes, always } = heavierCauses(
    { findings: [exit, log], results: [{ differences } as unknown as CaseResult] },
    of,
    main,
  );
  return [causes.map(({ fingerprint }) => fingerprint), always];
};

test('what always shows where something heavier happens may follow from it', () => {
  expect(asked([main, shows('run/a', 'exit', 'outcome')])).toEqual([['exit'], true]);
});

test('not where it also shows without that', () => {
  const alone = shows('run/b', 'log', 'contract');
  expect(asked([main, shows('run/a', 'exit', 'outcome'), alone])).toEqual([['exit'], false]);
  expect(asked([main, shows('run/a', 'exit', 'outcome', 1)])).toEqual([[], false]);
});

test('what is printed explains nothing', () => {
  expect(asked([main, shows('run/a', 'exit', 'console')])).toEqual([[], false]);
});

test('a cause that the issue names anyway is not named again', () => {
  const following = { ...log, followsFrom: 'exit' };
  expect(asked([main, shows('run/a', 'exit', 'outcome')], following)[0]).toEqual([]);
});

test('a cause that changes what happens is no symptom', () => {
  expect(asked([main, shows('run/a', 'exit', 'outcome')], finding('log', 'outcome'))[1]).toBe(false);
});
