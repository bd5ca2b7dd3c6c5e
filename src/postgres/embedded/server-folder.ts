/** Folders that embedded servers live in: where they are made, and how the ones of dead watchers are cleaned up. */
import { constants, readlinkSync } from 'node:fs';
import { access, chmod, mkdtemp, readdir, readFile, readlink, rm, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../process/processes.ts';

/** What a run may need at most: a kept cluster, twins, and the log. */
const roomBytes = 1.5 * 2 ** 30;

/**
 * Makes a folder for a server: in memory where there is room, else where temporary files go.
 * Its parents can be traversed by everyone, for a server of root's runs under another user.
 * @throws Error when there is no such place.
 */
export async function makeServerFolder(): Promise<string> {
  for (const place of places()) {
    if (!(await isUsable(place))) continue;
    const folder = await mkdtemp(path.join(place, `${prefix()}${process.pid}-`));
    await chmod(folder, 0o711);
    return folder;
  }
  throw new Error(`no data folder: none of ${places().join(', ')} is writable and accessible to other users`);
}

/** Where in its folder a server has its data, and its Unix socket. */
export const dataFolder = (folder: string) => path.join(folder, 'data');

/** Removes a server's folder, after the server where one still runs in it. */
export async function removeServerFolder(folder: string): Promise<void> {
  const data = dataFolder(folder);
  const file = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  // The number may be another process's by now: only one that works in this very folder is ours.
  const runs = async () => pid > 0 && (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  if (await runs()) process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < 5000 && (await runs()); waited += 20) await sleep(20);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes folders of watchers that were killed before they could. */
export async function removeLeftFolders(): Promise<void> {
  for (const place of places()) {
    for (const name of await readdir(place).catch(() => [])) {
      if (!name.startsWith(prefix())) continue;
      const pid = Number.parseInt(name.slice(prefix().length), 10);
      if (!isAlive(pid)) await removeServerFolder(path.join(place, name)).catch(() => {}); // another user's
    }
  }
}

function places(): string[] {
  return [...new Set(['/dev/shm', os.tmpdir(), '/tmp', '/var/tmp'])];
}

/** Process numbers mean something only within a namespace, and containers may share a folder. */
function prefix(): string {
  let namespace = '';
  try {
    namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    // no /proc: no namespaces either
  }
  return `dvt-compat-${namespace}-`;
}

async function isUsable(place: string): Promise<boolean> {
  try {
    await access(place, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(place);
    // Only memory may be too small: a disk that is full fails with words of its own.
    if (place === '/dev/shm' && bavail * bsize < roomBytes) return false;
    for (let folder = place; folder !== path.dirname(folder); folder = path.dirname(folder))
      if (process.getuid?.() === 0 && !((await stat(folder)).mode & 0o001)) return false;
    return true;
  } catch {
    return false;
  }
}
