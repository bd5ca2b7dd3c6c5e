import { expect, test } from 'vitest';
import { emptyBench, exampleBench } from '../../fixtures/bench/results.ts';
import { renderTables } from './tables.ts';

test('tables of all parts, with notes on doubtful measurements', async () => {
  await expect(`${renderTables(exampleBench)}\n`).toMatchFileSnapshot('../../fixtures/bench/tables.txt');
});

test('parts that were not measured are left out', () => {
  expect(renderTables(emptyBench)).toBe('On 2 cores and 8 GiB of memory (linux-x64).');
});
