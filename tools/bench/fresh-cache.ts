/** Caches that contain only the engines, for uncached measurements. */
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { enginesFolder } from '../../src/engines/record.ts';

/**
 * Makes a cache that contains only a link to the engines of another cache, because installing them is not measured.
 * @param real cache folder that contains the engines.
 */
export async function freshCache(folder: string, real: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(enginesFolder(real), { recursive: true });
  await symlink(path.resolve(enginesFolder(real)), enginesFolder(folder));
  return folder;
}
