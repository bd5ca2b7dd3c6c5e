/** The verb `run`: compares two engines over the cases of a selection and writes the reports. */
import { copyFile, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../config/config.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import type { CaseResult } from '../judge/verdict.ts';
import { runCases } from '../pipeline.ts';
import type { Tier } from '../plan/case.ts';
import { loadSuites, selectCases } from '../plan/suites.ts';
import type { Run } from '../report/run.ts';
import { exitCode } from '../report/score.ts';
import { renderTable } from '../report/terminal.ts';
import { plural } from '../report/verdict-line.ts';
import { writeReports } from '../report/write-reports.ts';
import type { Session } from '../session.ts';
import { workersFor } from '../workers.ts';
import { hasColour } from './colour.ts';
import { pointLatest } from './latest.ts';
import { type PairOptions, withSession } from './with-session.ts';

interface RunOptions extends PairOptions {
  readonly commands: readonly string[];
  readonly tier?: Tier;
  readonly case?: string;
  readonly workers?: number;
}

/** @returns the exit code: 0 no unexpected difference, 1 unexpected differences, 3 a case could not be judged. */
export async function run(root: string, options: RunOptions, signal: AbortSignal): Promise<number> {
  const config = await readConfig([process.cwd(), root]);
  const tier = options.tier ?? config.tier;
  const cases = selectCases(await loadSuites(root), { commands: options.commands, tier, glob: options.case });
  const workers = options.workers ?? workersFor(config.workers, os.availableParallelism());
  return withSession(root, config, options, signal, async (session, progress) => {
    progress.say(`${plural(cases.length, 'case')}, ${workers} at once`);
    progress.expect(cases.length);
    const results = await settle(runCases(session, cases, workers, progress));
    const finished = await finish(session, results, tier, workers);
    progress.end();
    await print(finished, options.json ?? false);
    return exitCode(results);
  });
}

/** All results; when one promise fails, the others are waited for first, as they still use the session. */
async function settle(running: readonly Promise<CaseResult>[]): Promise<readonly CaseResult[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

async function finish(
  session: Session,
  results: readonly CaseResult[],
  tier: Tier,
  workers: number,
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
    host: {
      platform: `${os.platform()}-${os.arch()}`,
      cores: os.availableParallelism(),
      memory_gib: Math.round(os.totalmem() / 1024 ** 3),
    },
    reference,
    candidate,
    results,
    findings: await diagnose(results, candidate, session.expectations),
    out,
  };
  await writeReports(finished);
  await keepLocks(finished);
  await pointLatest(out);
  return finished;
}

/** What exactly was compared can be installed again from these. */
async function keepLocks({ reference, candidate, out }: Run): Promise<void> {
  for (const [side, { lockFile }] of Object.entries({ reference, candidate }))
    if (lockFile !== '') await copyFile(lockFile, path.join(out, `${side}.uv.lock`));
}

async function print(finished: Run, json: boolean): Promise<void> {
  if (json) {
    process.stdout.write(await readFile(path.join(finished.out, 'report.json'), 'utf8'));
    return;
  }
  const colour = hasColour(process.stdout);
  process.stdout.write(`\n${renderTable(finished, { colour, width: process.stdout.columns ?? 120 })}\n`);
}
