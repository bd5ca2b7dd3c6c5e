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

/** Versions that locked slots in another way do not see the lock, so their prefix was another. */
const prefix = 'dvt-compat-run-';
const roomNeeded = 512 * 1024 ** 2;
const slots = 64;

/**
 * Creates the folder of this run, and removes those of runs that were killed. It is named after the first free slot, so
 * that it has the same name in the next run: paths occur in the output of engines and can decide the order in which they
 * do things, so cached observations are only valid for the same paths.
 * @throws Problem when every slot is taken.
 */
export async function openScratch(): Promise<Scratch> {
  const parent = await scratchParent();
  for (let slot = 0; slot < slots; slot++) {
    const folder = path.join(parent, prefix + String(slot).padStart(2, '0'));
    const close = await holdFolder(folder);
    if (!close) continue;
    await removeAbandoned(parent);
    return { folder, slot, close };
  }
  throw new Problem(
    'environment',
    'Too many parallel runs on this machine',
    `${slots} runs are active, or their folders in ${parent} belong to another user.`,
    `Wait until a run has finished, or remove unused folders ${path.join(parent, prefix)}*.`,
  );
}

/** Memory-backed storage if it has enough room, the folder for temporary files if not. */
async function scratchParent(): Promise<string> {
  const stats = await statfs('/dev/shm').catch(() => undefined);
  return stats && stats.bavail * stats.bsize > roomNeeded ? '/dev/shm' : os.tmpdir();
}

/** Creates the folder. @returns a function that removes it; undefined if another run or another user has it. */
async function holdFolder(folder: string): Promise<Scratch['close'] | undefined> {
  let release: (() => void) | undefined;
  try {
    release = tryLock(`${folder}.lock`);
    if (!release) return undefined;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    // Tells people and tests which process uses the folder.
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

/** Removes the folders of runs that were killed: their slots are free. */
async function removeAbandoned(parent: string): Promise<void> {
  const left = (await readdir(parent)).filter((name) => new RegExp(`^${prefix}\\d\\d$`).test(name));
  for (const folder of left.map((name) => path.join(parent, name))) {
    const release = tryLock(`${folder}.lock`);
    await (release && rm(folder, { recursive: true, force: true }).catch(() => undefined));
    release?.();
  }
}

/** The slot that a folder is named after. */
export const slotOf = (folder: string): number => Number(/\d\d$/.exec(folder) ?? 0);
