/** The engines in the cache: listed, pruned, and what killed builds leave there. */
import { lstat, readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { finishedName } from '../files/atomic.ts';
import { tryLock } from '../files/lock.mjs';
import { enginesFolder, readRecord, removeRecord, usedFileOf } from './record.ts';

export interface ListedEngine {
  readonly name: string;
  /** As given when it was built. */
  readonly spec: string;
  readonly version: string;
  /** Bytes on disk; uv may share some of them with its own cache. */
  readonly size: number;
  readonly used: Date;
  readonly folder: string;
}

/** Engines that were not used for so many days are pruned. */
export const unusedDays = 30;

/** The lock of an engine's folder. Its holder alone builds or removes that engine. */
export const lockOf = (folder: string) => `${folder}.lock`;

/** Lists the engines in a cache, the one used last first. */
export async function listEngines(cache: string): Promise<readonly ListedEngine[]> {
  const parent = enginesFolder(cache);
  const names = await readdir(parent).catch(() => []);
  const listed = await Promise.all(names.map((name) => describe(path.join(parent, name))));
  return listed.filter((engine) => engine !== undefined).sort((a, b) => b.used.getTime() - a.used.getTime());
}

/**
 * Removes what killed builds left, engines that cannot work any more because their Python is gone, and those that were not
 * used for `unusedDays`, or all of them. Engines that are being built are kept.
 * @returns the working engines removed.
 */
export async function pruneEngines(
  cache: string,
  { all }: { all: boolean },
): Promise<readonly ListedEngine[]> {
  const parent = enginesFolder(cache);
  const names = await readdir(parent).catch(() => undefined);
  if (names === undefined) return [];
  const before = Date.now() - unusedDays * 24 * 60 * 60 * 1000;
  const listed = await listEngines(cache);
  const engines = listed.filter(({ used }) => all || used.getTime() < before);
  const kept = new Set(listed.filter((engine) => !engines.includes(engine)).map(({ folder }) => folder));
  const folders = names.filter((name) => !/^\.|\.lock$/.test(name)).map((name) => path.join(parent, name));
  // Its record first: killed half-way, this leaves no engine that looks complete.
  for (const folder of folders.filter((each) => !kept.has(each)))
    await locked(folder, async () => {
      await removeRecord(folder);
      await rm(folder, { recursive: true, force: true });
    });
  await removeLeftovers(parent);
  return engines;
}

/** Removes unfinished folders and locks of builds that were killed. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const engine = finishedName(name);
    // uv may have outlived the process that started it, and still be writing.
    const remove = () => rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 10 });
    if (engine !== undefined) await locked(path.join(parent, engine), remove);
    else if (name.endsWith('.lock')) tryLock(path.join(parent, name))?.();
  }
}

/** Does something to an engine unless another process builds or removes it. */
async function locked(folder: string, work: () => Promise<void>): Promise<void> {
  const release = tryLock(lockOf(folder));
  if (release) await work().finally(release);
}

/** Removes folders that were created for nothing: `folder` and its parents up to `top`, as long as they are empty. */
export async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let each = folder; each.startsWith(top); each = path.dirname(each))
    await rmdir(each).catch(() => undefined);
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
    // In blocks, as on disk.
    if (entry.isFile()) size += (await lstat(path.join(entry.parentPath, entry.name))).blocks * 512;
  }
  return size;
}
