/** The end of a run: waits for all results, writes the data of the run, and makes the reports from it. */
import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import type { Session } from '../compare/session.ts';
import { codeOfRun } from '../findings/suspects/code-of-run.ts';
import { ownFiles } from '../findings/suspects/own-files.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { reportOn } from './conclude.ts';
import { keepRun } from './json/run-json.ts';
import type { Run, RunData } from './run.ts';
import { sides } from './wording.ts';

/** All results. If a case fails, the others are waited for first, as they still use the session. */
export async function settle(running: readonly Promise<CaseResult>[]): Promise<readonly CaseResult[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

/**
 * Results of a run that was stopped: unfinished cases are `skipped`.
 * @param cases in the order of `running`.
 */
export async function settleStopped(
  running: readonly Promise<CaseResult>[],
  cases: readonly Case[],
  { message }: Error,
): Promise<readonly CaseResult[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((each, index) =>
    each.status === 'fulfilled'
      ? each.value
      : {
          case: cases[index] as Case,
          verdict: 'skipped',
          reason: `did not finish: ${message}`,
          seconds: { reference: 0, candidate: 0 },
          differences: [],
        },
  );
}

/** What a run knows besides its session and its results. */
export type RunSettings = Pick<
  RunData,
  'tier' | 'workers' | 'threshold' | 'options' | 'planned' | 'against' | 'shard' | 'interrupted' | 'seed'
>;

/** Writes the data of the run into the session's folder, with the lock files of both engines, and the reports. */
export async function finish(
  session: Session,
  results: readonly CaseResult[],
  settings: RunSettings,
): Promise<Run> {
  const { database, reference, candidate, out, started, id, harnessVersion, expectations } = session;
  const engines = { reference, candidate };
  const code = await codeOfRun(
    engines,
    results.flatMap(({ differences }) => differences),
  );
  await keepRun(out, {
    id,
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    database: {
      provider: database.provider,
      version: database.server.version,
      why: database.why,
      statements: database.statements,
    },
    harnessVersion,
    host: describeHost(),
    ...engines,
    modules: (await ownFiles(candidate)).map(([name]) => name),
    ...(code && { code }),
    results,
    adaptations: sides.flatMap((side) =>
      session
        .adaptations(engines[side])
        .map(({ id, file, reason, as_is }) => ({ side, id, file, reason, as_is })),
    ),
    expectations,
    invented: session.confirmations.allInvented(),
    ...settings,
  });
  for (const side of sides) {
    const engine = engines[side];
    if (engine.kind === 'installed') await copyFile(engine.lockFile, path.join(out, `${side}.uv.lock`));
  }
  return reportOn(out);
}

/** The machine that a run is on: its size, and nothing that would identify it. */
export type Host = RunData['host'];

export const describeHost = (): Host => ({
  platform: `${os.platform()}-${os.arch()}`,
  cores: os.availableParallelism(),
  memory_gib: Math.round(os.totalmem() / 1024 ** 3),
});
