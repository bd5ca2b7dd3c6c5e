/** The one place of a worker: both sides run here, one after the other, under the very same paths. */
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Command } from '../plan/case.ts';
import { isAlive } from '../processes.ts';

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

const prefix = 'dvt-compat-';
const roomNeeded = 512 * 1024 ** 2;

/** Memory-backed storage where there is some with room, otherwise the folder for temporary files. */
async function scratchParent(): Promise<string> {
  const stats = await statfs('/dev/shm').catch(() => undefined);
  return stats && stats.bavail * stats.bsize > roomNeeded ? '/dev/shm' : os.tmpdir();
}

/**
 * Makes the folder all places of this run are in, and removes those of runs that were killed.
 * Its name has always the same length: the length of a path can show in an engine's output.
 */
export async function openScratch(): Promise<string> {
  const parent = await scratchParent();
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${prefix}(\\d{8})$`).exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const scratch = path.join(parent, prefix + String(process.pid).padStart(8, '0'));
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { mode: 0o700 });
  return scratch;
}

/** Where a worker's cases of one command run. Nothing is created. */
export function placeOf(scratch: string, worker: string, command: Command, databasePrefix: string): Place {
  const root = path.join(scratch, worker);
  return {
    root,
    project: path.join(root, `trial_cmd_${command.replaceAll('-', '_')}`),
    home: path.join(root, 'home'),
    temp: path.join(root, 'tmp'),
    database: `${databasePrefix}_${worker}`,
  };
}

/** Empties a place and makes its folders (but the project’s, which is laid out from a state). */
export async function clearPlace(place: Place): Promise<void> {
  await Promise.all(
    [place.project, place.home, place.temp].map((dir) => rm(dir, { recursive: true, force: true })),
  );
  await Promise.all([place.home, place.temp].map((dir) => mkdir(dir, { recursive: true })));
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
