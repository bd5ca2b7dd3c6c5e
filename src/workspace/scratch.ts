/** The folder of a run that contains the workspaces of its cases. */
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { tryLock } from '../files/lock.mjs';

export interface Scratch {
  readonly folder: string;
  /** Number that no other run on this machine has at the same time. */
  readonly slot: number;
  /** Removes the folder. Can be called twice. */
  close(): Promise<void>;
}

/** Must change if the way of locking changes: an older version running at the same time would not see the new locks. */
const prefix = 'dvt-compat-run-';
/** Free space that a run needs, in bytes. */
const minFreeSpace = 512 * 1024 ** 2;
const slotCount = 64;

/**
 * Creates the folder of this run, and removes the folders of runs that were killed. The folder is named after the first free
 * slot, so that the next run has the same one: paths occur in the output of engines and can influence the order of their
 * work, so cached observations are only valid for the same paths.
 * @throws Problem if no slot is free.
 */
export async function openScratch(): Promise<Scratch> {
  const parent = await scratchParent();
  for (let slot = 0; slot < slotCount; slot++) {
    const folder = path.join(parent, prefix + String(slot).padStart(2, '0'));
    const close = await claimFolder(folder);
    if (!close) continue;
    await removeAbandoned(parent);
    return { folder, slot, close };
  }
  throw new Problem(
    'environment',
    'Too many parallel runs on this machine',
    `${slotCount} runs are active, or their folders in ${parent} belong to another user.`,
    `Wait until a run has finished, or remove unused folders ${path.join(parent, prefix)}*.`,
  );
}

/** A folder in memory, which is faster, or the one for temporary files if the memory is too small. */
async function scratchParent(): Promise<string> {
  const stats = await statfs('/dev/shm').catch(() => undefined);
  return stats && stats.bavail * stats.bsize > minFreeSpace ? '/dev/shm' : os.tmpdir();
}

/** Locks and creates the folder. @returns a function that removes it; undefined if another run or user has the folder. */
async function claimFolder(folder: string): Promise<Scratch['close'] | undefined> {
  let release: (() => void) | undefined;
  try {
    release = tryLock(`${folder}.lock`);
    if (!release) return undefined;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    // So that users and tests can see which process uses the folder.
    await writeFile(path.join(folder, 'pid'), String(process.pid));
  } catch {
    release?.();
    return undefined;
  }
  return async () => {
    await rm(folder, { recursive: true, force: true });
    release();
  };
}

/** Removes the folders of runs that were killed: nothing locks them. */
async function removeAbandoned(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => new RegExp(`^${prefix}\\d\\d$`).test(name));
  for (const folder of names.map((name) => path.join(parent, name))) {
    const release = tryLock(`${folder}.lock`);
    if (!release) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    release();
  }
}

/** The slot that a folder is named after. */
export const slotOf = (folder: string): number => Number(/\d\d$/.exec(folder) ?? 0);
