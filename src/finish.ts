/** The end of a run: all results waited for, the findings named, the reports written. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { diagnose } from './diagnose/diagnose.ts';
import type { CaseResult } from './judge/verdict.ts';
import { describeHost } from './report/host.ts';
import type { Run } from './report/run.ts';
import { writeReports } from './report/write-reports.ts';
import type { Session } from './session.ts';

/** All results; when one promise fails, the others are waited for first, as they still use the session. */
export async function settle(running: readonly Promise<CaseResult>[]): Promise<readonly CaseResult[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

/**
 * Diagnoses the results and writes the reports into the session’s folder.
 */
export async function finish(
  session: Session,
  results: readonly CaseResult[],
  {
    tier,
    workers,
    options,
    toMend,
    against,
  }: Pick<Run, 'tier' | 'workers' | 'options' | 'toMend' | 'against'>,
): Promise<Run> {
  const { database, reference, candidate, out, started, id, harnessVersion } = session;
  const finished: Run = {
    id,
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    tier,
    database: {
      provider: database.provider,
      version: database.server.version,
      why: database.why,
      statements: database.statements,
    },
    workers,
    harnessVersion,
    host: describeHost(),
    reference,
    candidate,
    results,
    options,
    toMend,
    against,
    findings: await diagnose(results, candidate, session.expectations),
    out,
  };
  await writeReports(finished);
  await keepLocks(finished);
  return finished;
}

/** What exactly was compared can be installed again from these. */
async function keepLocks({ reference, candidate, out }: Run): Promise<void> {
  for (const [side, { lockFile }] of Object.entries({ reference, candidate }))
    if (lockFile !== '') await copyFile(lockFile, path.join(out, `${side}.uv.lock`));
}
