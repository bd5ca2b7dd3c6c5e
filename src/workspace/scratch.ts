/** The folder of a run that contains the workspaces of its cases. */
import { once } from 'node:events';
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '../config/problem.ts';

export interface Scratch {
  readonly folder: string;
  /** Number that no other run on this machine has at the same time. */
  readonly slot: number;
  /** Removes the folder. Can be called twice. */
  close(): Promise<void>;
}

const prefix = 'dvt-compat-';
const roomNeeded = 512 * 1024 ** 2;
const slots = 64;
/** Below the ports that systems assign on their own. */
const firstPort = 27_100;

/**
 * Creates the folder of this run, and removes those of runs that were killed. It is named after the first free slot, so
 * that it has the same name in the next run: paths occur in the output of engines and can decide the order in which they
 * do things, so cached observations are only valid for the same paths.
 * @throws Problem when every slot is taken.
 */
export async function openScratch(): Promise<Scratch> {
  const parent = await scratchParent();
  for (let number = 0; number < slots; number++) {
    const slot = await holdSlot(number);
    const scratch = slot && (await createFolder(slot, parent));
    if (!scratch) continue;
    await removeAbandoned(parent);
    return scratch;
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

async function createFolder(slot: Slot, parent: string): Promise<Scratch | undefined> {
  const folder = path.join(parent, folderName(slot.number));
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    // Tells people and tests which process uses the folder.
    await writeFile(path.join(folder, 'pid'), String(process.pid));
  } catch {
    slot.release(); // It belongs to another user.
    return undefined;
  }
  const close = async () => {
    await rm(folder, { recursive: true, force: true });
    slot.release();
  };
  return { folder, slot: slot.number, close };
}

/** Removes the folders of runs that were killed: their slots are free. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const number = new RegExp(`^${prefix}(\\d\\d)$`).exec(name)?.[1];
    const slot = number === undefined ? undefined : await holdSlot(Number(number));
    if (!slot) continue;
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
    slot.release();
  }
}

const folderName = (slot: number) => prefix + String(slot).padStart(2, '0');
/** The slot that a folder is named after. */
export const slotOf = (folder: string): number => Number(/\d\d$/.exec(folder) ?? 0);

interface Slot {
  readonly number: number;
  release(): void;
}

/**
 * Holds a slot by listening on its port: the system frees it when this process ends, also when it is killed.
 * @returns undefined when another process holds it.
 */
export async function holdSlot(number: number): Promise<Slot | undefined> {
  const server = net.createServer((socket) => socket.destroy());
  server.unref();
  server.listen({ port: firstPort + number, host: '127.0.0.1', exclusive: true });
  const held = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]).catch(() => false);
  return held ? { number, release: () => void server.close() } : undefined;
}
