import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyBench, exampleBench } from '../../fixtures/bench/results.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { mergeResults, readResults, toText } from './results.ts';

const { host, pairs, cases_scale, models_scale } = exampleBench;

async function kept(text: string): Promise<string> {
  const folder = await temporaryFolder('bench');
  const file = path.join(folder, 'bench.json');
  await writeFile(file, text);
  return file;
}

test('parts measured one at a time come together', () => {
  const first = mergeResults(emptyBench, { models_scale: [...models_scale] });
  const second = mergeResults(first, { cases_scale: [...cases_scale] });
  expect(mergeResults(second, { pairs: [...pairs] })).toEqual(exampleBench);
});

test('an entry takes the place of the earlier one about the same, and all stay in order', () => {
  const backwards = { pairs: pairs.toReversed(), models_scale: models_scale.toReversed() };
  const merged = mergeResults({ ...exampleBench, ...backwards }, { cases_scale: [] });
  expect(merged).toEqual(exampleBench);
  const again = pairs.slice(1, 2).map((pair) => ({ ...pair, cases: 90 }));
  expect(mergeResults(exampleBench, { pairs: again }).pairs).toEqual([pairs[0], ...again, ...pairs.slice(2)]);
});

test('what was written is read again, rounded to what was measured', async () => {
  const text = toText(exampleBench);
  const file = await kept(text);
  const read = await readResults(file, host, () => {});
  expect(toText(read)).toBe(text);
  expect(read.pairs[0]?.ratio_uncached).toBe(2.4107);
});

test.each([
  ['of another machine', toText({ ...exampleBench, host: { ...host, cores: 64 } })],
  ['of another shape', JSON.stringify({ ...exampleBench, pairs: [{ ...pairs[0], workers: 'two' }] })],
])('results %s are left behind, and it is said', async (_, text) => {
  const said: string[] = [];
  expect(await readResults(await kept(text), host, (line) => said.push(line))).toEqual(emptyBench);
  expect(said).toHaveLength(1);
});

test('nothing is there at first', async () => {
  const said: string[] = [];
  expect(await readResults('/nonexistent/bench.json', host, (line) => said.push(line))).toEqual(emptyBench);
  expect(said).toEqual([]);
});
