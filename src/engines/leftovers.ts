/** What builds that were killed leave in the cache. */
import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { isAlive } from '../process/processes.ts';

/** Milliseconds after which a lock whose holder gives no sign of life counts for nothing. */
export const stale = 5_000;

export const lockOptions = (folder: string) => ({ realpath: false, lockfilePath: `${folder}.lock`, stale });

/** Folder in which something is made or taken apart, next to the one it is about. */
export const workFolder = (folder: string) =>
  path.join(path.dirname(folder), `.work-${process.pid}-${path.basename(folder)}`);

/** Removes work folders and locks of processes that are gone. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const place = path.join(parent, name);
    const [, pid, engine] = /^\.work-(\d+)-(.+)$/.exec(name) ?? [];
    if (engine !== undefined) {
      // A pid alone may belong to somebody else by now, or to a process in another container.
      const busy = isAlive(Number(pid)) && (await isLocked(path.join(parent, engine)));
      // uv itself may have outlived who started it, and still be writing.
      if (!busy) await rm(place, { recursive: true, force: true, maxRetries: 10 });
    } else if (name.endsWith('.lock') && !(await isLocked(place.slice(0, -'.lock'.length)))) {
      await rmdir(place).catch(() => undefined);
    }
  }
}

/** Removes folders that were made for nothing: from `folder` up to `top`, as long as they are empty. */
export async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let place = folder; place.startsWith(top); place = path.dirname(place)) {
    const gone = await rmdir(place).then(
      () => true,
      () => false,
    );
    if (!gone) return;
  }
}

const isLocked = (folder: string) => lockfile.check(folder, lockOptions(folder)).catch(() => false);
