/** The user's cache, where what the machine lacks is built: beside its place first, then moved there whole. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const userCache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
export const cache = path.resolve(process.env.DVT_COMPAT_CACHE || path.join(userCache, 'dvt-compat'));

const unfinished = '.building-';

/** Makes a folder of the cache. To be called under the lock. */
export async function build(place, make) {
  const temporary = fs.mkdtempSync(path.join(cache, `${unfinished}${place}-`));
  try {
    await make(temporary);
    fs.chmodSync(temporary, 0o755);
    fs.rmSync(path.join(cache, place), { recursive: true, force: true });
    fs.renameSync(temporary, path.join(cache, place));
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Removes what starts that were killed left unfinished: only the holder of the lock builds, so nobody else does now. */
export function clearUnfinished() {
  for (const name of fs.readdirSync(cache))
    if (name.startsWith(unfinished)) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
}
