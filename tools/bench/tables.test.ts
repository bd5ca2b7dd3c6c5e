import { expect, test } from 'vitest';
import { emptyBench, exampleBench } from '../../fixtures/bench/results.ts';
import { markdownTable, renderTables, tablesOf } from './tables.ts';

test('reads as a person would want it', async () => {
  await expect(`${renderTables(exampleBench)}\n`).toMatchFileSnapshot('../../fixtures/bench/tables.txt');
});

test('in documents too', async () => {
  const { pairs } = tablesOf(exampleBench);
  await expect(`${markdownTable(pairs)}\n`).toMatchFileSnapshot('../../fixtures/bench/pairs.md.txt');
});

test('parts that were not measured are left out', () => {
  expect(renderTables(emptyBench)).toBe('On 2 cores and 8 GiB of memory (linux-x64).');
});
