/** Finds the run that an audit checks. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Head, headSchema, type Recorded, recordedOf } from '../audit/recorded.ts';
import type { PlannedSuite } from '../cases/options/matrix.ts';
import { selectCases } from '../cases/suites.ts';
import { Problem } from '../config/problem.ts';
import type { Tier } from '../config/tiers.ts';
import { readReport } from '../report/json/read-report.ts';
import { readRun } from '../report/json/run-json.ts';
import { folderOf } from './finished-run.ts';

const file = 'report.json';

/**
 * Reads a finished run.
 * @param run its folder, or the name of one in `reports/`.
 * @throws Problem (usage) when its files cannot be read, or are of another version.
 */
export async function readFinished(run: string): Promise<Recorded> {
  const folder = (await folderOf(run, file)) ?? path.resolve(run);
  await readHead(run, folder);
  return recordedOf(await readRun(folder));
}

/** The last run in `reports/` that ran all cases of its tier; undefined if there is none. */
export async function lastWholeRun(planned: readonly PlannedSuite[]): Promise<Recorded | undefined> {
  const reports = path.resolve('reports');
  const names = (await readdir(reports).catch(() => [])).filter((name) => name !== 'latest');
  const heads = await Promise.allSettled(
    names.map(async (name) => {
      const folder = path.join(reports, name);
      return { folder, head: await readHead(name, folder) };
    }),
  );
  const last = heads
    .flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []))
    .filter(({ head: { run, cases } }) => hasAll(run.tier, cases, planned))
    .toSorted((a, b) => (a.head.run.started < b.head.run.started ? 1 : -1))[0];
  return last && recordedOf(await readRun(last.folder));
}

async function readHead(run: string, folder: string): Promise<Head> {
  const text = await readFile(path.join(folder, file), 'utf8').catch((error: Error) => {
    throw refuse(run, `Cannot read its ${file}: ${error.message.split(',')[0]}`);
  });
  return readReport(text, headSchema, (why, todo) => refuse(run, why, todo));
}

const refuse = (run: string, why: string, todo = 'Name the folder of a finished run, its id, or latest.') =>
  new Problem('usage', `${run} cannot be audited`, why, todo);

/** Whether a run has all cases of its tier. */
export const isWhole = ({ run: { tier }, results }: Recorded, planned: readonly PlannedSuite[]): boolean =>
  hasAll(
    tier,
    results.map((result) => result.case),
    planned,
  );

function hasAll(
  tier: Tier,
  cases: readonly { readonly id: string }[],
  planned: readonly PlannedSuite[],
): boolean {
  const ids = new Set(cases.map(({ id }) => id));
  return selectCases(planned, { commands: [], tier }).every(({ id }) => ids.has(id));
}
