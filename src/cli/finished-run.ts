/** Finished runs: where they are, and the earlier run that a run is compared with. */
import { access, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { type Earlier, earlierSchema, readReport } from '../report/json/read-report.ts';
import { runFile } from '../report/json/run-json.ts';
import type { FailOn } from '../report/score.ts';

const reportFile = 'report.json';

/**
 * The folder of a run.
 * @param run its folder, or the name of one in `reports/`: an id, or `latest`.
 * @param file that it must have.
 * @returns undefined when there is no such folder.
 */
export async function folderOf(run: string, file: string): Promise<string | undefined> {
  for (const folder of [path.resolve(run), path.resolve('reports', run)]) {
    const exists = await access(path.join(folder, file)).then(
      () => true,
      () => false,
    );
    if (exists) return realpath(folder);
  }
  return undefined;
}

/** The folder of a finished run. @throws Problem (usage) when there is no such run. */
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

/** Makes `latest` a link to the folder of a run in `reports/`; the old link is replaced in one move. */
export async function pointLatest(out: string): Promise<void> {
  const parent = path.dirname(out);
  if (path.basename(parent) !== 'reports') return;
  const temporary = path.join(parent, `.latest-${process.pid}`);
  await rm(temporary, { force: true });
  await symlink(path.basename(out), temporary);
  await rename(temporary, path.join(parent, 'latest'));
}

/**
 * The earlier run that the options name, undefined if they name none.
 * @throws Problem (usage) as `readEarlier`, and when only new causes are to fail the run and no earlier run is named.
 */
export async function earlierOf({
  against,
  failOn,
}: {
  readonly against?: string | undefined;
  readonly failOn: FailOn;
}): Promise<Earlier | undefined> {
  if (against !== undefined) return readEarlier(against);
  if (failOn === 'any') return undefined;
  throw new Problem(
    'usage',
    '--fail-on new requires --against',
    'New causes are determined by comparison with an earlier run.',
    'Name a run: --against latest.',
  );
}

/**
 * Reads what an earlier run found.
 * @throws Problem (usage) when there is no report, or it is not valid, or of another version.
 */
export async function readEarlier(run: string): Promise<Earlier> {
  const refuse = (
    why: string,
    todo = 'Name the folder of a finished run, its id, or latest: --against latest.',
  ) => new Problem('usage', `Cannot compare with the run ${run}`, why, todo);
  const folder = await folderOf(run, reportFile);
  if (folder === undefined) throw refuse(`${reportFile} not found in ${run} and reports/${run}.`);
  return readReport(await readFile(path.join(folder, reportFile), 'utf8'), earlierSchema, refuse);
}
