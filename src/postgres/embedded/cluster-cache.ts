/**
 * Stopped clusters kept between runs: copying one is quicker than making one, and prepared states survive in it.
 * Each kept cluster is a folder that appears whole and never changes; the newest wins.
 */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { copyTree } from './copy-tree.ts';

const half = '.half';

/**
 * Copies the newest kept cluster.
 * @param shelf folder of the clusters of one server version.
 * @param data the data folder to make; its parent exists.
 * @returns the folder it was copied from, null where there is none to copy.
 */
export async function takeCluster(shelf: string, data: string): Promise<string | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const newest = (await kept(shelf)).at(-1);
    if (!newest) return null;
    try {
      await copyTree(newest, data);
      return newest;
    } catch {
      // Another run replaced it meanwhile, or it is not ours to read.
      await rm(data, { recursive: true, force: true });
    }
  }
  return null;
}

/** Keeps a stopped cluster in place of the others on the shelf. The last of several runs wins. */
export async function keepCluster(shelf: string, data: string): Promise<void> {
  await mkdir(shelf, { recursive: true });
  const older = (await readdir(shelf)).map((name) => path.join(shelf, name));
  // Sortable by time, unique by process.
  const name = path.join(shelf, `${new Date().toISOString().replaceAll(/\D/g, '')}-${process.pid}`);
  try {
    await copyTree(data, name + half);
    await rename(name + half, name);
  } catch (error) {
    await rm(name + half, { recursive: true, force: true });
    throw error;
  }
  for (const folder of older) await rm(folder, { recursive: true, force: true });
}

async function kept(shelf: string): Promise<string[]> {
  const names = await readdir(shelf).catch(() => []);
  return names
    .filter((name) => !name.endsWith(half))
    .sort()
    .map((name) => path.join(shelf, name));
}
