import { expect, test } from 'vitest';
import type { Case, Step } from '../cases/case.ts';
import type { Exit } from '../process/invocation.ts';
import { endsAsExpected, referenceFault } from './reference-end.ts';

const exit = (code: number | null, more: Partial<Exit> = {}): Exit => ({
  ...{ code, signal: null, limit: null, seconds: 1, leftovers: 0 },
  ...more,
});
const shown = (step: number, ended: Exit, stdout = '', stderr = '') => ({
  step,
  observation: { exit: ended, stdout, stderr, events: [] },
});
const caseOf = (...steps: readonly Step[]) => ({ id: 'run/one', steps }) as unknown as Case;
const noProfile = "[ERROR]: Encountered an error:\nRuntime Error\n  Could not find profile named 'shop'\n";

test('a reference that ends as expected has no fault', () => {
  const one = caseOf(
    { engine: ['seed'] },
    { sql: 'select 1' },
    { engine: ['run'], expect: 'failure' },
    { engine: ['retry', '--nope'], expect: 'usage-error' },
  );
  const all = [shown(0, exit(0)), shown(2, exit(1)), shown(3, exit(2))];
  expect(referenceFault(one, all, 'dbt')).toBeUndefined();
  expect(endsAsExpected(one, all)).toBe(true);
});

test('a failure quotes the line that explains it', () => {
  const one = caseOf({ sql: 'select 1' }, { engine: ['docs', 'generate', '--quiet'] });
  const all = [shown(1, exit(2), noProfile)];
  expect(referenceFault(one, all, 'dbt')).toEqual({
    reason:
      "step 2 (dbt docs generate): the reference failed: Runtime Error: Could not find profile named 'shop'",
    referenceFailed: true,
  });
  expect(endsAsExpected(one, all)).toBe(false);
});

test('the first step that is not as expected is the reason', () => {
  const one = caseOf({ engine: ['seed'] }, { engine: ['run'] });
  const found = referenceFault(one, [shown(0, exit(1), 'Error: no\n'), shown(1, exit(2))], 'dbt');
  expect(found?.reason).toBe('step 1 (dbt seed): the reference failed: Error: no');
});

test.each([
  ['failure', exit(2), 'Error: no\n', 'ended in a usage error instead of a failure: Error: no'],
  ['usage-error', exit(1), '', 'ended in a failure instead of a usage error: no output'],
  [['failure', 'success'], exit(2), 'Error: no\n', 'failed: Error: no'],
  ['success', exit(null, { signal: 'SIGSEGV' }), '', 'failed: no output'],
] as const)('expecting %s', (expected, ended, stdout, reason) => {
  const one = caseOf({ engine: ['run'], expect: expected });
  expect(referenceFault(one, [shown(0, ended, stdout)], 'dbt')).toEqual({
    reason: `step 1 (dbt run): the reference ${reason}`,
    referenceFailed: true,
  });
});

test('a success where a failure is expected is an error, but no failure of the reference', () => {
  const one = caseOf({ engine: ['run'], expect: 'usage-error' });
  expect(referenceFault(one, [shown(0, exit(0))], 'dbt')).toEqual({
    reason: 'step 1 (dbt run): the reference succeeded, but the case expects a usage error',
  });
});

test('a limit is no failure of the reference, whatever the case expects', () => {
  const one = caseOf({ engine: ['run'], expect: 'failure' });
  const all = [shown(0, exit(null, { limit: 'deadline', signal: 'SIGKILL' }))];
  expect(referenceFault(one, all, 'dbt')).toEqual({
    reason: 'step 1 (dbt run): the reference exceeded a limit (deadline)',
  });
});
