import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyBench, exampleBench } from '../../fixtures/bench/results.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { fillMarked, keepResults } from './keep.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const documents = ['README.md', 'docs/benchmarks.md'];

async function copyOfDocuments(): Promise<string> {
  const root = await temporaryFolder('bench');
  await mkdir(path.join(root, 'docs'));
  for (const name of documents) await cp(path.join(checkout, name), path.join(root, name));
  return root;
}

const read = (root: string) => Promise.all(documents.map((name) => readFile(path.join(root, name), 'utf8')));
/** Tables without what keeps their columns in line. */
const unaligned = (text: string) => text.replaceAll(/ +/g, ' ');
const unmarked = (text: string) => text.replaceAll(/<!-- bench:[\s\S]*?<!-- \/bench -->/g, '');

test('results go between the marks of the documents, again and again, and nothing else changes', async () => {
  const root = await copyOfDocuments();
  const before = await read(root);
  await keepResults(root, exampleBench);
  const [readme, page] = (await read(root)) as [string, string];
  expect([readme, page].map(unmarked)).toEqual(before.map(unmarked));
  expect(unaligned(readme)).toContain('| itself | 83 | 2 | 1013 | 232 | 127 | ×4.36 | ×7.97 |');
  for (const text of ['| 5000 | 250 |', '| 400 | 2 | 1000 |', 'on 2 cores and 8 GiB of memory'])
    expect(unaligned(page)).toContain(text);
  expect(page).not.toContain('Not measured yet.');
  await keepResults(root, exampleBench);
  expect(await read(root)).toEqual([readme, page]);
});

test('a part that was not measured says so', async () => {
  const root = await copyOfDocuments();
  await keepResults(root, { ...exampleBench, models_scale: [] });
  expect((await read(root))[1]).toMatch(/bench:models -->\n\nNot measured yet\.\n\n<!-- \/bench/);
});

test('nothing measured is not kept', async () => {
  await expect(keepResults('/nonexistent', emptyBench)).rejects.toThrow('No results to keep');
});

test('a mark that names nothing is a mistake in the document', () => {
  expect(() => fillMarked('<!-- bench:colour --><!-- /bench -->', {})).toThrow('colour');
});
