/** Caches that are empty but for the engines: what `uncached` is measured on. */
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { enginesFolder } from '../../src/engines/record.ts';

/**
 * Makes a cache that shares the engines of another one by a link: installing them is no part of what is measured.
 * Clusters, states and observations are made anew in it.
 * @param real cache folder that has the engines.
 */
export async function freshCache(folder: string, real: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(enginesFolder(real), { recursive: true });
  await symlink(path.resolve(enginesFolder(real)), enginesFolder(folder));
  return folder;
}
