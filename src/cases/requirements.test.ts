import { expect, test } from 'vitest';
import { promises } from './requirements.ts';

test('holds the 73 numbered promises and five general ones for each of 20 commands', () => {
  const ids = Object.keys(promises);
  expect(ids.filter((id) => /-\d+$/.test(id))).toHaveLength(73);
  expect(ids.filter((id) => /-[A-Z]+$/.test(id))).toHaveLength(5 * 20);
  expect(promises['RUN-6']).toBe('incremental models honour is_incremental()');
  expect(promises['DOCSERVE-3']).toBe('browser opens');
  expect(promises['RETRY-ERR']).toContain('error messages agree');
});
