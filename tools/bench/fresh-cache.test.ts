import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { freshCache } from './fresh-cache.ts';

test('a fresh cache has the engines of the real one and nothing else, and going takes none along', async () => {
  const folder = await temporaryFolder('bench');
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
