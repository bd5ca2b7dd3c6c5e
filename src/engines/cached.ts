/** Lists and removes the engines in the cache, and removes what killed builds left there. */
import { lstat, readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { finishedName } from '../files/atomic.ts';
import { tryLock } from '../files/lock.mjs';
import { enginesFolder, readRecord, removeRecord, usedFileOf } from './record.ts';

export interface ListedEngine {
  readonly name: string;
  /** As the user wrote it when the engine was built. */
  readonly spec: string;
  readonly version: string;
  /** Bytes on disk; uv may share some of them with its own cache. */
  readonly size: number;
  readonly used: Date;
  readonly folder: string;
}

/** Engines that have not been used for this many days are pruned. */
export const unusedDays = 30;

/** The lock file of an engine. Only the process that has the lock may build or remove the engine. */
export const lockOf = (folder: string) => `${folder}.lock`;

/** Lists the engines in a cache, the most recently used first. */
export async function listEngines(cache: string): Promise<readonly ListedEngine[]> {
  const parent = enginesFolder(cache);
  const names = await readdir(parent).catch(() => []);
  const listed = await Promise.all(names.map((name) => describe(path.join(parent, name))));
  return listed.filter((engine) => engine !== undefined).sort((a, b) => b.used.getTime() - a.used.getTime());
}

/**
 * Removes what killed builds left, engines that no longer work because their Python was removed, and engines that have not
 * been used for `unusedDays`, or all engines. Engines that are being built are not touched.
 * @param all removes engines that were used recently, too.
 * @returns the removed engines, without those that did not work.
 */
export async function pruneEngines(
  cache: string,
  { all }: { all: boolean },
): Promise<readonly ListedEngine[]> {
  const parent = enginesFolder(cache);
  const names = await readdir(parent).catch(() => undefined);
  if (names === undefined) return [];
  const oldest = Date.now() - unusedDays * 24 * 60 * 60 * 1000;
  const listed = await listEngines(cache);
  const pruned = listed.filter(({ used }) => all || used.getTime() < oldest);
  const kept = new Set(listed.filter((engine) => !pruned.includes(engine)).map(({ folder }) => folder));
  const folders = names.filter((name) => !/^\.|\.lock$/.test(name)).map((name) => path.join(parent, name));
  // The record is removed first: if this process is killed in between, no incomplete engine looks complete.
  for (const folder of folders.filter((folder) => !kept.has(folder)))
    await withLock(folder, async () => {
      await removeRecord(folder);
      await rm(folder, { recursive: true, force: true });
    });
  await removeLeftovers(parent);
  return pruned;
}

/** Removes unfinished folders and locks of builds that were killed. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const engine = finishedName(name);
    // Retries, because uv may still be running and writing although the process that started it was killed.
    const remove = () => rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 10 });
    if (engine !== undefined) await withLock(path.join(parent, engine), remove);
    // Taking and releasing an abandoned lock removes its file.
    else if (name.endsWith('.lock')) tryLock(path.join(parent, name))?.();
  }
}

/** Runs an action that changes an engine, unless another process is building or removing that engine. */
async function withLock(folder: string, action: () => Promise<void>): Promise<void> {
  const release = tryLock(lockOf(folder));
  if (release) await action().finally(release);
}

/** Removes `folder` and its parents up to `top`, those that are empty: they were created, but not needed. */
export async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let current = folder; current.startsWith(top); current = path.dirname(current))
    await rmdir(current).catch(() => undefined);
}

async function describe(folder: string): Promise<ListedEngine | undefined> {
  const record = path.basename(folder).startsWith('.') ? undefined : await readRecord(folder);
  if (record === undefined) return undefined;
  const { name, spec, version } = record;
  const { mtime: used } = await stat(usedFileOf(folder));
  return { name, spec, version, size: await sizeOf(folder), used, folder };
}

async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    // The space that the file takes on disk, not its length.
    if (entry.isFile()) size += (await lstat(path.join(entry.parentPath, entry.name))).blocks * 512;
  }
  return size;
}
