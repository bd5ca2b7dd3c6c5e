/** Finds the run that an audit is about. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Recorded, recordedSchema } from '../audit/recorded.ts';
import { Problem } from '../config/problem.ts';
import { validJson } from '../config/valid-json.ts';
import type { Suite } from '../plan/suite.ts';
import { selectCases } from '../plan/suites.ts';
import { folderOf } from './run-folder.ts';

const file = 'report.json';

/**
 * Reads a finished run.
 * @param run its folder, or the name of one below `reports/`.
 * @throws Problem (usage) when there is no report, or it is of a version that does not say enough.
 */
export async function readRun(run: string): Promise<Recorded> {
  return readReport(run, (await folderOf(run, file)) ?? path.resolve(run));
}

/** The last run below `reports/` that ran all cases of its tier; undefined where there is none. */
export async function lastWholeRun(planned: readonly Suite[]): Promise<Recorded | undefined> {
  const folder = path.resolve('reports');
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name !== 'latest')
      .map((name) => readReport(name, path.join(folder, name)).catch(() => undefined)),
  );
  return found
    .flatMap((one) => (one && isWhole(one, planned) ? [one] : []))
    .toSorted((one, other) => (one.run.started < other.run.started ? 1 : -1))
    .at(0);
}

async function readReport(run: string, folder: string): Promise<Recorded> {
  const text = await readFile(path.join(folder, file), 'utf8').catch((error: Error) => {
    throw refuse(run, `Cannot read its ${file}: ${error.message.split(',')[0]}`);
  });
  return validJson(text, recordedSchema, (why) => refuse(run, why));
}

const refuse = (run: string, why: string) =>
  new Problem(
    'usage',
    `${run} cannot be audited`,
    why,
    'Name the folder of a finished run, its id, or latest.',
  );

/** Whether a run has all cases of its tier. */
export function isWhole({ run: { tier }, cases }: Recorded, planned: readonly Suite[]): boolean {
  const there = new Set(cases.map(({ id }) => id));
  return selectCases(planned, { commands: [], tier }).every(({ id }) => there.has(id));
}
