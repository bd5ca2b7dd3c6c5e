import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { promiseCoverage } from './coverage.ts';

test('proves a promise by a case that reached its subject, whatever came out', () => {
  const { proved, total, missing } = promiseCoverage(exampleRun.results);
  expect(total).toBe(173);
  // RUN-1, -2, -3, -EXIT, -OUT, -ERR
  expect(proved).toBe(6);
  expect(missing).toHaveLength(167);
  expect(missing).not.toContain('RUN-3');
  // Named by the blocked, the broken and the skipped case alone.
  expect(missing).toEqual(expect.arrayContaining(['RUN-4', 'RUN-5', 'RUN-6', 'BUILD-EXIT']));
});

test('does not count what the specification does not promise', () => {
  const [first] = exampleRun.results;
  if (!first) throw new Error('the fixture has no case');
  expect(promiseCoverage([{ ...first, case: { ...first.case, checks: ['RUN-99'] } }]).proved).toBe(0);
});
