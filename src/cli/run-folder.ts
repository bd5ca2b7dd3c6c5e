/** Where a finished run is. */
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { runFile } from '../report/json/run-json.ts';

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

/**
 * The folder of a finished run.
 * @throws Problem (usage) when there is no such run.
 */
export async function finishedRun(run: string): Promise<string> {
  const found = await folderOf(run, runFile);
  if (found !== undefined) return found;
  throw new Problem(
    'usage',
    `Run not found: ${run}`,
    `${runFile} not found in ${run} and reports/${run}.`,
    'Name the folder of a finished run, its id, or latest. Runs of older versions have no run.json: run them again.',
  );
}
