import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { changesBetween, listTree, readContent, wasWritten } from './tree.ts';

let root: string;
const roots = () => ({ project: path.join(root, 'p'), home: path.join(root, 'h') });
const put = (name: string, text: string) => writeFile(path.join(root, name), text);

beforeEach(async () => {
  root = await temporaryFolder('files');
  await mkdir(path.join(root, 'p/target'), { recursive: true });
  await mkdir(path.join(root, 'h'));
});

const changesAfter = async (step: () => Promise<void>) => {
  const before = listTree(roots());
  await step();
  return changesBetween(before, listTree(roots()));
};

test('tells new, rewritten, untouched and removed files apart', async () => {
  await put('p/rewritten', 'same');
  await put('p/kept', 'x');
  await put('p/removed', 'x');
  const changes = await changesAfter(async () => {
    await rm(path.join(root, 'p/rewritten'));
    await put('p/rewritten', 'same');
    await rm(path.join(root, 'p/removed'));
    await put('p/target/new', 'x');
    await put('h/.setting', 'x');
  });
  const kinds = Object.fromEntries(Object.entries(changes).map(([name, { change }]) => [name, change]));
  expect(kinds).toEqual({
    'project/rewritten': 'written',
    'project/kept': 'kept',
    'project/removed': 'removed',
    'project/target': 'kept',
    'project/target/new': 'new',
    'home/.setting': 'new',
  });
});

test('a rewrite in place with the same content and length counts as written', async () => {
  await put('p/a', 'same');
  await utimes(path.join(root, 'p/a'), 1, 1);
  const changes = await changesAfter(() => put('p/a', 'same'));
  expect(wasWritten(changes['project/a'])).toBe(true);
});

test('links are seen as links, not followed', async () => {
  const changes = await changesAfter(() => symlink('/', path.join(root, 'p/link')));
  expect(changes['project/link']).toMatchObject({ kind: 'link', change: 'new' });
  expect(Object.keys(changes)).toHaveLength(2);
});

test('content is text when it is short text, otherwise a digest; what is private is removed', async () => {
  await put('p/text', 'key: sesame');
  await put('p/binary', 'a\0b');
  const redact = (text: string) => text.replaceAll('sesame', '*****');
  expect(readContent(path.join(root, 'p/text'), redact)).toBe('key: *****');
  expect(readContent(path.join(root, 'p/binary'), redact)).toMatch(/^sha256:[0-9a-f]{64}$/);
});
