/** The command `locate`: functions of the candidate that are executed in cases that show a cause, but not in others. */
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { workersFor } from '../compare/queue.ts';
import { readConfig } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import type { Cause } from '../findings/cause.ts';
import { casesToTrace } from '../locate/cases-to-trace.ts';
import { locateCause } from '../locate/locate.ts';
import { locatedJson, renderLocated } from '../locate/render.ts';
import { refuseWithoutSources } from '../locate/traceable.ts';
import { conclude } from '../report/conclude.ts';
import { readRun } from '../report/json/run-json.ts';
import { rankCauses } from '../report/ranking.ts';
import type { Run } from '../report/run.ts';
import { visibleLine } from '../report/visible.ts';
import { finishedRun } from './finished-run.ts';
import { causesOf, print, printJson } from './output.ts';
import { showProgress } from './progress.ts';
import { withSession } from './with-session.ts';

interface LocateOptions {
  /** A finished run: its folder, its id, or latest. */
  readonly run: string;
  readonly database?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Prints the functions that agree best with a cause of a finished run.
 * @param cause its id, as in `report.json`.
 * @returns the exit code: 0, also if no function agrees with the cause.
 * @throws Problem if the run or the cause does not exist, or the candidate cannot be traced.
 */
export async function locate(
  root: string,
  cause: string,
  options: LocateOptions,
  signal: AbortSignal,
): Promise<number> {
  const folder = await finishedRun(options.run);
  // Reading may take seconds.
  const reading = await showProgress();
  reading.say(`reading the run ${options.run}`);
  const run = await readRun(folder)
    .then((data) => conclude(data, folder))
    .finally(reading.end);
  const finding = findCause(run, cause);
  refuseWithoutSources(run.candidate, run.modules);
  const chosen = casesToTrace(run.results, cause);
  if (chosen.every(({ shows }) => shows)) throw nothingToCompare(finding);
  const config = await readConfig([process.cwd(), root]);
  const out = path.join(folder, 'located', cause);
  await rm(out, { recursive: true, force: true });
  const pair = { reference: fromHome(run.reference.spec), candidate: fromHome(run.candidate.spec) };
  const opening = { ...pair, database: options.database, out, cold: true };
  return withSession(root, config, opening, signal, async (session, progress) => {
    progress.say(`cause: ${visibleLine(finding.title)}`);
    if (session.candidate.lock !== run.candidate.lock)
      progress.say('the candidate has changed since the run: if the cause is gone, run the cases again');
    const workers = workersFor(config.workers, os.availableParallelism());
    const located = await locateCause({ session, finding, code: run.code, chosen, workers });
    progress.end();
    if (options.json) printJson(locatedJson(located));
    else print(renderLocated(located));
    return 0;
  });
}

function findCause(run: Run, cause: string): Cause {
  const ranked = rankCauses(run).map(({ finding }) => finding);
  const found = ranked.find(({ fingerprint }) => fingerprint === cause);
  if (found) return found;
  throw new Problem(
    'usage',
    `The run ${run.id} has no cause ${cause}`,
    ranked.length === 0 ? 'It has no differences.' : causesOf(ranked),
    'Name one of its causes, or another run with --run.',
  );
}

const nothingToCompare = ({ title }: Cause) =>
  new Problem(
    'usage',
    'No case to compare with',
    `All cases of the run show the cause: ${visibleLine(title)}`,
    'Locate it in a run that also has cases without it, best of the same commands.',
  );

/** Reports have `~` for the home folder. */
const fromHome = (spec: string) => spec.replace(/^((?:path|exe):)~(?=\/)/, `$1${os.homedir()}`);
