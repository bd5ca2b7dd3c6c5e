/** Where a finished run is. */
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The folder of a run.
 * @param run its folder, or the name of one below `reports/`: an id, or `latest`.
 * @param file that it has to hold.
 * @returns undefined when there is no such folder.
 */
export async function folderOf(run: string, file: string): Promise<string | undefined> {
  for (const folder of [path.resolve(run), path.resolve('reports', run)]) {
    const holds = await access(path.join(folder, file)).then(
      () => true,
      () => false,
    );
    if (holds) return realpath(folder);
  }
  return undefined;
}
