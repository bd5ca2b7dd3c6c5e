/** The earlier run that a run is compared with. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { type Earlier, earlierSchema, readReport } from '../report/json/read-report.ts';
import type { FailOn } from '../report/score.ts';
import { folderOf } from './run-folder.ts';

const file = 'report.json';

/**
 * The earlier run that the options name, undefined where they name none.
 * @throws Problem (usage) as `readEarlier`, and when only what is new is to fail and no run is named.
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
 * @param run its folder, or the name of one below `reports/`: an id, or `latest`.
 * @throws Problem (usage) when there is no report, or it is not valid, or of another version.
 */
export async function readEarlier(run: string): Promise<Earlier> {
  const folder = await folderOf(run, file);
  if (folder === undefined) throw refuse(run, `${file} not found in ${run} and reports/${run}.`);
  const text = await readFile(path.join(folder, file), 'utf8');
  return readReport(text, earlierSchema, (why, todo) => refuse(run, why, todo));
}

const refuse = (
  run: string,
  why: string,
  todo = 'Name the folder of a finished run, its id, or latest: --against latest.',
) => new Problem('usage', `Cannot compare with the run ${run}`, why, todo);
