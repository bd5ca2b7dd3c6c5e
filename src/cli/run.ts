/** The verb `run`: compares two engines over the cases of a selection and writes the reports. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../config/config.ts';
import { finish, settle } from '../finish.ts';
import { expectationsToMend } from '../judge/to-mend.ts';
import { runCases } from '../pipeline.ts';
import type { Tier } from '../plan/case.ts';
import { mayBeGenerated } from '../plan/matrix.ts';
import { loadSuites, selectCases, withMatrices } from '../plan/suites.ts';
import type { Run } from '../report/run.ts';
import { exitCode } from '../report/score.ts';
import { renderTable } from '../report/terminal.ts';
import { plural } from '../report/verdict-line.ts';
import { workersFor } from '../workers.ts';
import { readEarlier } from './against.ts';
import { hasColour } from './colour.ts';
import { pointLatest } from './latest.ts';
import { type PairOptions, withSession } from './with-session.ts';

interface RunOptions extends PairOptions {
  readonly commands: readonly string[];
  readonly tier?: Tier;
  readonly case?: string;
  readonly workers?: number;
  readonly repeat: number;
  readonly against?: string;
}

/** @returns the exit code: 0 no unexpected difference, 1 unexpected differences, 3 a case could not be judged. */
export async function run(root: string, options: RunOptions, signal: AbortSignal): Promise<number> {
  const config = await readConfig([process.cwd(), root]);
  const tier = options.tier ?? config.tier;
  const selection = { commands: options.commands, tier, glob: options.case };
  const suites = await loadSuites(root);
  const against = options.against === undefined ? undefined : await readEarlier(options.against);
  // What cannot be meant is said before anything is installed.
  if (!mayBeGenerated(options.case)) selectCases(suites, selection);
  const workers = options.workers ?? workersFor(config.workers, os.availableParallelism());
  return withSession(root, config, options, signal, async (session, progress) => {
    const planned = await withMatrices(root, suites, session.definitions(session.reference));
    const cases = selectCases(planned, selection);
    progress.say(`${plural(cases.length, 'case')}, ${workers} at once`);
    progress.expect(cases.length);
    const results = await settle(runCases(session, cases, { workers, repeat: options.repeat }, progress));
    const all = planned.flatMap((suite) => suite.cases);
    const toMend = expectationsToMend(session.expectations, all, results);
    const finished = await finish(session, results, { tier, workers, options: planned, toMend, against });
    await pointLatest(finished.out);
    progress.end();
    await print(finished, options.json ?? false);
    return exitCode(results, toMend);
  });
}

async function print(finished: Run, json: boolean): Promise<void> {
  if (json) {
    process.stdout.write(await readFile(path.join(finished.out, 'report.json'), 'utf8'));
    return;
  }
  const colour = hasColour(process.stdout);
  process.stdout.write(`\n${renderTable(finished, { colour, width: process.stdout.columns ?? 120 })}\n`);
}
