import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Difference } from '../facets/difference.ts';
import { reasonOf } from './reasons.ts';
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
