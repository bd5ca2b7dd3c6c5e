/** Finds the run that an audit is about. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Recorded, recordedSchema } from '../audit/recorded.ts';
import { Problem } from '../config/problem.ts';
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
  const found = await readReport((await folderOf(run, file)) ?? path.resolve(run));
  if (found.success) return found.data;
  throw new Problem(
    'usage',
    `${run} cannot be audited`,
    z.prettifyError(found.error),
    'Name the folder of a finished run, its id, or latest.',
  );
}

/** The last run below `reports/` that ran all cases of its tier; undefined where there is none. */
export async function lastWholeRun(planned: readonly Suite[]): Promise<Recorded | undefined> {
  const folder = path.resolve('reports');
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name !== 'latest')
      .map((name) => readReport(path.join(folder, name)).catch(() => undefined)),
  );
  return found
    .flatMap((one) => (one?.success && isWhole(one.data, planned) ? [one.data] : []))
    .toSorted((one, other) => (one.run.started < other.run.started ? 1 : -1))
    .at(0);
}

async function readReport(folder: string) {
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
  } catch (error) {
    throw new Problem(
      'usage',
      `There is no finished run in ${path.basename(folder)}`,
      `Its ${file} cannot be read: ${(error as Error).message.split(',')[0]}`,
      'Name the folder of a finished run, its id, or latest.',
      error,
    );
  }
  return recordedSchema.safeParse(raw);
}

/** Whether a run has all cases of its tier. */
export function isWhole({ run: { tier }, cases }: Recorded, planned: readonly Suite[]): boolean {
  const there = new Set(cases.map(({ id }) => id));
  return selectCases(planned, { commands: [], tier }).every(({ id }) => there.has(id));
}
