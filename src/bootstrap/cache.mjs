/** The cache of the user, where missing programs are installed: in a temporary folder that is moved when it is complete. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const userCache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
export const cache = path.resolve(process.env.DVT_COMPAT_CACHE || path.join(userCache, 'dvt-compat'));

const unfinished = '.building-';

/** Makes a folder in the cache. To be called under the lock. */
export async function build(name, make) {
  const temporary = fs.mkdtempSync(path.join(cache, `${unfinished}${name}-`));
  try {
    await make(temporary);
    fs.chmodSync(temporary, 0o755);
    fs.rmSync(path.join(cache, name), { recursive: true, force: true });
    fs.renameSync(temporary, path.join(cache, name));
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Removes what killed starts left unfinished. To be called under the lock, so that no other start is building. */
export function clearUnfinished() {
  for (const name of fs.readdirSync(cache))
    if (name.startsWith(unfinished)) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
}
