import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshCache } from './fresh-cache.ts';

test('a fresh cache has the engines of the real one and nothing else, and going takes none along', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const real = path.join(folder, 'real');
  await mkdir(path.join(real, 'engines/dbt'), { recursive: true });
  await mkdir(path.join(real, 'states'));
  const fresh = await freshCache(path.join(folder, 'fresh'), real);
  expect(await readdir(fresh)).toEqual(['engines']);
  expect(await readdir(path.join(fresh, 'engines'))).toEqual(['dbt']);
  await writeFile(path.join(fresh, 'filled'), '');
  expect(await readdir(await freshCache(fresh, real))).toEqual(['engines']);
  await rm(fresh, { recursive: true });
  expect(await readdir(path.join(real, 'engines'))).toEqual(['dbt']);
});
