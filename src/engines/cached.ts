/** Engines in the cache: listed, and pruned. */
import { lstat, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { removeLeftovers, workFolder } from './leftovers.ts';
import { enginesFolder, readRecord, usedFileOf } from './record.ts';

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

/** Days after which an engine nobody asked for is pruned. */
export const unusedDays = 30;

/** Lists the engines in a cache, the one used last first. */
export async function listEngines(cache: string): Promise<readonly ListedEngine[]> {
  const parent = enginesFolder(cache);
  const names = await readdir(parent).catch(() => []);
  const listed = await Promise.all(names.map((name) => describe(path.join(parent, name))));
  return listed.filter((engine) => engine !== undefined).sort((a, b) => b.used.getTime() - a.used.getTime());
}

/**
 * Removes what killed builds left, engines that cannot work any more (their Python has gone), and those that were not
 * used for `unusedDays`, or all of them.
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
  const places = names.filter((name) => !/^\.|\.lock$/.test(name)).map((name) => path.join(parent, name));
  for (const folder of places.filter((place) => !kept.has(place))) {
    // Out of its place at once: killed half-way, this leaves no half engine behind.
    await rename(folder, workFolder(folder));
    await rm(workFolder(folder), { recursive: true, force: true });
  }
  await removeLeftovers(parent);
  return engines;
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
    // In blocks, as it is on disk.
    if (entry.isFile()) size += (await lstat(path.join(entry.parentPath, entry.name))).blocks * 512;
  }
  return size;
}
