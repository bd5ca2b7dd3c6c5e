import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { tryLock } from '../files/lock.mjs';
import { listEngines, pruneEngines } from './cached.ts';
import { usedFileOf, writeRecord } from './record.ts';

const day = 24 * 60 * 60 * 1000;

/** What a running build has in the cache: folder and lock. */
const running = ['.y-0.0123456789ab.unfinished', 'y-0.lock'];

/** A cache with a running build, an engine used in the last month, one not, one whose Python is gone, and what a killed build left. */
async function cacheOfAll(): Promise<string> {
  const cache = await temporaryFolder('engines');
  for (const [name, days] of Object.entries({ new: 29, old: 31, broken: 1 })) {
    const folder = path.join(cache, 'engines', `${name}-0`);
    await mkdir(path.join(folder, '.venv/bin'), { recursive: true });
    if (name !== 'broken') await writeFile(path.join(folder, '.venv/bin/python'), 'x'.repeat(10_000));
    await writeRecord(folder, { spec: `${name}==1`, name, version: '1', commands: [] });
    const used = new Date(Date.now() - days * day);
    await utimes(usedFileOf(folder), used, used);
  }
  for (const name of ['.x-0.0123456789ab.unfinished', running[0] as string])
    await mkdir(path.join(cache, 'engines', name));
  await writeFile(path.join(cache, 'engines/x-0.lock'), '');
  await utimes(path.join(cache, 'engines/x-0.lock'), 0, 0);
  const release = tryLock(path.join(cache, 'engines/y-0.lock'));
  onTestFinished(() => release?.());
  return cache;
}

test('engines are listed with what they are, the one used last first', async () => {
  const listed = await listEngines(await cacheOfAll());
  expect(listed.map(({ name, spec, version }) => ({ name, spec, version }))).toEqual([
    { name: 'new', spec: 'new==1', version: '1' },
    { name: 'old', spec: 'old==1', version: '1' },
  ]);
  expect(listed[0]?.size).toBeGreaterThanOrEqual(10_000);
  expect(listed[0]?.size).toBeLessThan(100_000);
});

test('pruning removes what was not used for a month, what cannot work and what killed builds left', async () => {
  const cache = await cacheOfAll();
  expect((await pruneEngines(cache, { all: false })).map(({ name }) => name)).toEqual(['old']);
  expect((await readdir(path.join(cache, 'engines'))).sort()).toEqual([...running, 'new-0'].sort());
});

test('pruning all removes them all; an empty cache is no error', async () => {
  const cache = await cacheOfAll();
  expect((await pruneEngines(cache, { all: true })).map(({ name }) => name)).toEqual(['new', 'old']);
  expect((await readdir(path.join(cache, 'engines'))).sort()).toEqual(running);
  expect(await pruneEngines(path.join(cache, 'nowhere'), { all: true })).toEqual([]);
});
