/** Files and folders that other processes see complete or not at all, also if we are killed while we make them. */
import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ensureDir, outputFile } from 'fs-extra/esm';

const suffix = '.unfinished';
/** After this long, what is unfinished was left by a process that was killed. */
const abandonedAfterMs = 3_600_000;

/** A new name in the same folder, because only within a file system is renaming atomic. */
const temporaryName = (target: string) =>
  path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}${suffix}`);

/** Writes a file, replacing what is there. Missing folders are created. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await viaTemporary(file, async (temporary) => {
    await outputFile(temporary, text);
    await rename(temporary, file);
  });
}

/**
 * Makes a folder. If another process makes the same folder first, that one is kept: to replace a folder, remove it before.
 * @param make fills the folder that it is given.
 * @returns what `make` returned.
 */
export async function makeFolder<T>(folder: string, make: (temporary: string) => Promise<T>): Promise<T> {
  return viaTemporary(folder, async (temporary) => {
    await ensureDir(temporary);
    const result = await make(temporary);
    await rename(temporary, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return result;
  });
}

async function viaTemporary<T>(target: string, work: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = temporaryName(target);
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The name under which an unfinished file or folder is to appear; undefined for all other names. */
export const finishedName = (name: string): string | undefined =>
  new RegExp(`^\\.(.+)\\.[0-9a-f]{12}\\${suffix}$`).exec(name)?.[1];

/** Removes what killed processes left in a folder that several processes use without a lock. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => finishedName(each) !== undefined)) {
    const file = path.join(folder, name);
    const changed = await stat(file).catch(() => undefined);
    if (changed && Date.now() - changed.mtimeMs > abandonedAfterMs)
      await rm(file, { recursive: true, force: true });
  }
}
