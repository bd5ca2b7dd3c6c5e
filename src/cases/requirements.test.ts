import { expect, test } from 'vitest';
import { requirements } from './requirements.ts';

test('the ids of the specification have its texts', () => {
  // The total is part of the contract of `report.json`.
  expect(Object.keys(requirements)).toHaveLength(173);
  expect(requirements).toMatchObject({
    'RUN-6': 'incremental models honour is_incremental()',
    'DOCSERVE-3': 'browser opens',
    'RETRY-ERR': expect.stringContaining('error messages agree'),
  });
});
