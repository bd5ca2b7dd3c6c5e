import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { changesBetween, listTree } from '../facets/files/tree.ts';
import { readEngineFiles } from './engine-files.ts';

let root: string;
const roots = () => ({ project: path.join(root, 'p'), home: path.join(root, 'h') });
const put = (name: string, text: string) => writeFile(path.join(root, name), text);

beforeEach(async () => {
  root = await temporaryFolder('engine-files');
  await mkdir(path.join(root, 'p/target/run'), { recursive: true });
  await mkdir(path.join(root, 'h'));
});

const readAfter = async (step: () => Promise<void>) => {
  const before = listTree(roots());
  await step();
  const redact = (text: string) => text.replaceAll('sesame', '*****');
  const validate = (name: string) => (name === 'manifest' ? ['no'] : null);
  const changes = changesBetween(before, listTree(roots()));
  const kept: Record<string, readonly [string, unknown]> = {};
  const read = readEngineFiles({
    ...{ roots: roots(), before, changes, validate, redact },
    keep: (name, text, invalid) => {
      kept[name] = [text, invalid];
    },
  });
  return { ...read, kept };
};

test('artifacts are parsed, validated by name, and kept in the words they were written in', async () => {
  const { artifacts, files, kept } = await readAfter(async () => {
    await put('p/target/manifest.json', '{ "nodes": {} }');
    await put('p/target/catalog.json', '{"key": "sesame"}');
    await put('p/target/broken.json', '{"nodes"');
  });
  expect(artifacts['project/target/manifest.json']).toEqual({ content: { nodes: {} }, invalid: ['no'] });
  expect(artifacts['project/target/catalog.json']).toEqual({ content: { key: '*****' }, invalid: null });
  expect(artifacts['project/target/broken.json']).toEqual({
    content: null,
    invalid: [expect.stringContaining('not JSON')],
  });
  expect(files['project/target/manifest.json']?.text).toBeNull();
  expect(kept).toEqual({
    'project/target/manifest.json': ['{ "nodes": {} }', ['no']],
    'project/target/catalog.json': ['{"key": "*****"}', null],
    'project/target/broken.json': ['null', artifacts['project/target/broken.json']?.invalid],
  });
});

test('events of the step are those after the old end of the log, or all of a new log', async () => {
  await put('p/dbt.log', '{"n":1}\n');
  await put('h/dbt.log', '{"old":"and long"}\n');
  const { events } = await readAfter(async () => {
    await appendFile(path.join(root, 'p/dbt.log'), '{"n":"é sesame"}\nno JSON\n');
    await put('h/dbt.log', '{"n":3}\n');
  });
  expect(events).toEqual([{ n: 3 }, { n: 'é *****' }, 'no JSON']);
});

test('a line of a log in text stays a line, whatever it could be read as', async () => {
  const lines = [
    '06:58:20 [debug] [MainThread]: On a:',
    'create index if not exists',
    '  "f2cf"',
    '42',
    '{}{',
    '[]',
  ];
  const { events } = await readAfter(() => put('p/dbt.log', lines.join('\n')));
  expect(events).toEqual(lines);
});

test('events of a log that was renamed meanwhile come first, without those of earlier steps', async () => {
  await put('p/dbt.log', '{"n":"old"}\n');
  const { events } = await readAfter(async () => {
    await put('p/dbt.log.2', '{"n":"old"}\n{"n":1}\n');
    await put('p/dbt.log.1', '{"n":2}\n');
    await put('p/dbt.log', '{"n":3}\n');
  });
  expect(events).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('the log of a fork has a name of its own', async () => {
  const { events, files } = await readAfter(() => put('p/dvt.log', '{"n":1}\n'));
  expect(events).toEqual([{ n: 1 }]);
  expect(files['project/dvt.log']?.text).toBeNull();
});

test('SQL and other texts are read where the step wrote them; caches only engines read are not', async () => {
  await put('p/old.sql', 'select 0');
  const { sql, files } = await readAfter(async () => {
    await put('p/target/run/a.sql', 'select 1');
    await put('p/target/graph.gpickle', 'x');
    await put('p/note.txt', 'sesame');
  });
  expect(sql).toEqual({ 'project/target/run/a.sql': 'select 1' });
  expect(files['project/note.txt']?.text).toBe('*****');
  expect(files['project/target/graph.gpickle']).toEqual({ kind: 'file', change: 'new', text: null });
  expect(files['project/old.sql']).toEqual({ kind: 'file', change: 'kept', text: null });
});
