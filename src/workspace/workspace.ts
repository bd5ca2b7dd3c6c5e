/** The one place of a case: both sides run here, one after the other, under the very same paths. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Command } from '../cases/case.ts';
import { Problem } from '../config/problem.ts';
import { tryLock } from '../files/lock.mjs';

export interface Place {
  readonly root: string;
  /** Working tree of the engine; its name is the specification's, `trial_cmd_<command>`. */
  readonly project: string;
  readonly home: string;
  readonly temp: string;
  /** Database of the twin. */
  readonly database: string;
}

export type Side = 'reference' | 'candidate';

/** Folder of all places of a run. */
export interface Scratch {
  readonly folder: string;
  /** Number no other run on this machine has meanwhile. */
  readonly slot: number;
  /** Removes the folder. Can be called twice. */
  close(): Promise<void>;
}

const prefix = 'dvt-compat-run-';
const slots = 64;
const roomNeeded = 512 * 1024 ** 2;

/** Memory-backed storage where there is some with room, otherwise the folder for temporary files. */
async function scratchParent(): Promise<string> {
  const stats = await statfs('/dev/shm').catch(() => undefined);
  return stats && stats.bavail * stats.bsize > roomNeeded ? '/dev/shm' : os.tmpdir();
}

/**
 * Makes the folder all places of this run are in, and removes those of runs that were killed.
 * Its name is that of the first slot that is free: paths show in what an engine prints and can decide the order in which
 * it does things, so observations can be used again only where the paths are the same.
 * @throws Problem when every slot is taken.
 */
export async function openScratch(): Promise<Scratch> {
  const parent = await scratchParent();
  for (let slot = 0; slot < slots; slot++) {
    const folder = path.join(parent, prefix + String(slot).padStart(2, '0'));
    const close = await holdFolder(folder);
    if (!close) continue;
    await removeLeft(parent);
    return { folder, slot, close };
  }
  throw new Problem(
    'environment',
    'Too many parallel runs on this machine',
    `${slots} runs are active, or their folders in ${parent} belong to another user.`,
    `Wait until a run has finished, or remove unused folders ${path.join(parent, prefix)}*.`,
  );
}

/** @returns removes the folder; undefined if another run has it, or another user. */
async function holdFolder(folder: string): Promise<Scratch['close'] | undefined> {
  let release: (() => void) | undefined;
  try {
    release = tryLock(`${folder}.lock`);
    if (!release) return undefined;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    // For people, and for tests: whose it is.
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

/** Removes what killed runs left under other numbers. */
async function removeLeft(parent: string): Promise<void> {
  const left = (await readdir(parent)).filter((name) => new RegExp(`^${prefix}\\d\\d$`).test(name));
  for (const folder of left.map((name) => path.join(parent, name))) {
    const release = tryLock(`${folder}.lock`);
    await (release && rm(folder, { recursive: true, force: true }).catch(() => undefined));
    release?.();
  }
}

/**
 * Where a case runs. Nothing is created. The same for a case whoever runs it and whenever, as far as the scratch folder
 * is the same: so neither the number of workers nor their order can show.
 * @param id of the case; its digest names the place, as paths should all have the same length.
 */
export function placeOf(scratch: string, id: string, command: Command, databasePrefix: string): Place {
  const name = createHash('sha256').update(id).digest('hex').slice(0, 12);
  const root = path.join(scratch, name);
  return {
    root,
    project: path.join(root, `trial_cmd_${command.replaceAll('-', '_')}`),
    home: path.join(root, 'home'),
    temp: path.join(root, 'tmp'),
    database: `${databasePrefix}_${name}`,
  };
}

/** Empties a place and makes its folders (but the project’s, which is laid out from a state). */
export function clearPlace(place: Place): void {
  rmSync(place.root, { recursive: true, force: true });
  for (const dir of [place.home, place.temp]) mkdirSync(dir, { recursive: true });
}

/** Moves a finished twin aside: the reference’s to `trial_cmd_<command>_dbt`, the candidate’s stays under its name. */
export async function setAside(place: Place, side: Side, into: string): Promise<void> {
  const name = path.basename(place.project) + (side === 'reference' ? '_dbt' : '');
  await mkdir(into, { recursive: true });
  const target = path.join(into, name);
  await rm(target, { recursive: true, force: true });
  await rename(place.project, target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    const { move } = await import('fs-extra/esm');
    await move(place.project, target);
  });
}
