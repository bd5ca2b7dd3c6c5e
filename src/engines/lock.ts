/** One build of an engine at a time, over all processes of this machine. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { lockOptions } from './leftovers.ts';

/**
 * Waits for the lock of an engine’s folder. It guards against work done twice, not against harm: the folder itself
 * comes into being by one rename.
 * @param waiting called while another process builds.
 * @returns gives the lock back.
 */
export async function lockEngine(
  folder: string,
  signal: AbortSignal,
  waiting: () => void,
): Promise<() => Promise<void>> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const release = await lockfile.lock(folder, {
        ...lockOptions(folder),
        // The default throws where nobody can catch; see above why losing it does no harm.
        onCompromised: () => undefined,
      });
      return () => release().catch(() => undefined);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A build that failed meanwhile takes the folders along that it had made.
      if (code === 'ENOENT') await mkdir(path.dirname(folder), { recursive: true });
      else if (code !== 'ELOCKED') throw error;
      else waiting();
      await sleep(200, undefined, { signal }).catch(() => undefined);
    }
  }
}
