/**
 * Stopped clusters that are kept between runs, because copying a cluster is quicker than creating one, and because it contains
 * the states that were made in it. A kept cluster never changes. Several runs may use the folder at once; the newest wins.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { finishedName, makeFolder, removeAbandoned } from '../../files/atomic.ts';

/** Copies the newest kept cluster to `data`. @returns the folder it was copied from; null if there is none. */
export async function takeCluster(kept: string, data: string): Promise<string | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const newest = (await clustersIn(kept)).at(-1);
    if (!newest) return null;
    try {
      await copyTree(newest, data);
      return newest;
    } catch {
      // Another run has replaced it meanwhile, or it belongs to another user.
      await rm(data, { recursive: true, force: true });
    }
  }
  return null;
}

/** Keeps a stopped cluster instead of the older ones. */
export async function keepCluster(kept: string, data: string): Promise<void> {
  const older = await clustersIn(kept);
  // The time, so that names sort by age; the process id, so that they are unique.
  const name = `${new Date().toISOString().replaceAll(/\D/g, '')}-${process.pid}`;
  await makeFolder(path.join(kept, name), (temporary) => copyTree(`${data}/.`, temporary));
  for (const folder of older) await rm(folder, { recursive: true, force: true });
  await removeAbandoned(kept);
}

async function clustersIn(kept: string): Promise<string[]> {
  const names = (await readdir(kept).catch(() => [])).filter((name) => finishedName(name) === undefined);
  return names.sort().map((name) => path.join(kept, name));
}

/**
 * Copies a folder with owners, which Postgres checks. `cp` is much faster than Node for thousands of small files.
 * @throws Error if a file cannot be copied.
 */
export async function copyTree(from: string, to: string): Promise<void> {
  await execa('cp', ['-a', from, to]);
}
