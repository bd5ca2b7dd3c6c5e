import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { requirementCoverage } from './coverage.ts';

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
