/** Folders of embedded servers: where they are created, and how those of dead watchers are removed. */
import { constants, readlinkSync } from 'node:fs';
import { access, chmod, mkdtemp, readdir, readFile, readlink, rm, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isAlive } from '../../process/processes.ts';
import { until } from '../../process/until.ts';

/** What a run may need at most: a kept cluster, databases of cases, and the log. */
const roomBytes = 1.5 * 2 ** 30;

/**
 * Makes a folder for a server: in memory if there is room, otherwise in a folder for temporary files.
 * Everyone can traverse its parents, because a server of root's runs as another user.
 * @throws Error if there is no such folder.
 */
export async function makeServerFolder(): Promise<string> {
  for (const parent of parents()) {
    if (!(await isUsable(parent))) continue;
    const folder = await mkdtemp(path.join(parent, `${prefix()}${process.pid}-`));
    await chmod(folder, 0o711);
    return folder;
  }
  throw new Error(
    `no data folder: none of ${parents().join(', ')} is writable and accessible to other users`,
  );
}

/** Where a server has its data and its Unix socket. */
export const dataFolder = (folder: string) => path.join(folder, 'data');

/** Removes a server's folder, and ends the server if it still runs. */
export async function removeServerFolder(folder: string): Promise<void> {
  const data = dataFolder(folder);
  const file = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  // Another process may have this id by now: ours has this folder as its working directory.
  const isRunning = async () => pid > 0 && (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  if (await isRunning()) {
    process.kill(pid, 'SIGQUIT');
    // It may hang in the kernel: then the folder is removed all the same.
    await until({
      what: `the end of the server ${pid}`,
      condition: async () => !(await isRunning()),
      timeoutMs: 5000,
      pollIntervalMs: 20,
    });
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes the folders of watchers that were killed before they could. */
export async function removeLeftFolders(): Promise<void> {
  for (const parent of parents()) {
    for (const name of await readdir(parent).catch(() => [])) {
      if (!name.startsWith(prefix())) continue;
      const pid = Number.parseInt(name.slice(prefix().length), 10);
      if (!isAlive(pid)) await removeServerFolder(path.join(parent, name)).catch(() => {}); // another user's
    }
  }
}

const parents = () => [...new Set(['/dev/shm', os.tmpdir(), '/tmp', '/var/tmp'])];

/** Process ids are unique only within a namespace, and containers may share a folder. */
function prefix(): string {
  let namespace = '';
  try {
    namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    // no /proc: no namespaces either
  }
  return `dvt-compat-${namespace}-`;
}

async function isUsable(parent: string): Promise<boolean> {
  try {
    await access(parent, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(parent);
    // Only of memory: a full disk has error messages of its own.
    if (parent === '/dev/shm' && bavail * bsize < roomBytes) return false;
    for (let folder = parent; folder !== path.dirname(folder); folder = path.dirname(folder))
      if (process.getuid?.() === 0 && !((await stat(folder)).mode & 0o001)) return false;
    return true;
  } catch {
    return false;
  }
}
