import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { finishedName, makeFolder, removeAbandoned, writeAtomically } from './atomic.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('atomic');
});
const inFolder = async () => (await readdir(folder, { recursive: true })).toSorted();

test('a file is replaced, and its folders are created', async () => {
  const file = path.join(folder, 'a/b.txt');
  await writeAtomically(file, 'old');
  await writeAtomically(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await inFolder()).toEqual(['a', 'a/b.txt']);
});

test('a folder appears only when it is complete', async () => {
  const target = path.join(folder, 'a/b');
  const result = await makeFolder(target, async (temporary) => {
    await writeFile(path.join(temporary, 'c'), '');
    expect(await readdir(path.dirname(target))).toEqual([path.basename(temporary)]);
    return 42;
  });
  expect(result).toBe(42);
  expect(await inFolder()).toEqual(['a', 'a/b', 'a/b/c']);
});

test('of two that make a folder, the first is kept', async () => {
  const target = path.join(folder, 'a');
  const make = (name: string) => (temporary: string) => writeFile(path.join(temporary, name), '');
  await makeFolder(target, async (temporary) => {
    await makeFolder(target, make('first'));
    await make('second')(temporary);
  });
  expect(await inFolder()).toEqual(['a', 'a/first']);
});

test('nothing is left of what fails', async () => {
  await writeFile(path.join(folder, 'file'), 'kept');
  const failing = makeFolder(path.join(folder, 'a'), () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await expect(makeFolder(path.join(folder, 'file'), async () => {})).rejects.toThrow('ENOTDIR');
  await expect(writeAtomically(folder, '')).rejects.toThrow('EISDIR');
  expect(await inFolder()).toEqual(['file']);
});

test('what a killed process left is removed, what another is working on is not', async () => {
  let unfinished = '';
  await expect(
    makeFolder(path.join(folder, 'a'), async (temporary) => {
      unfinished = path.basename(temporary);
      expect(finishedName(unfinished)).toBe('a');
      await removeAbandoned(folder);
      expect(await inFolder()).toEqual([unfinished]);
      const longAgo = new Date(Date.now() - 3_601_000);
      await utimes(temporary, longAgo, longAgo);
      await writeFile(path.join(folder, 'whole'), '');
      await utimes(path.join(folder, 'whole'), longAgo, longAgo);
      await removeAbandoned(folder);
      throw new Error('enough');
    }),
  ).rejects.toThrow('enough');
  expect(await inFolder()).toEqual(['whole']);
  expect(finishedName('whole')).toBeUndefined();
});
