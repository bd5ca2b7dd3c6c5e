/** The end of a run: all results waited for, what it leaves written, the reports made from that. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import type { Session } from '../compare/session.ts';
import type { Engine } from '../engines/engine.ts';
import { codeOfRun } from '../findings/suspects/code-of-run.ts';
import { ownFiles } from '../findings/suspects/own-files.ts';
import type { CaseResult } from '../findings/verdict.ts';
import type { Side } from '../workspace/workspace.ts';
import { reportOn } from './conclude.ts';
import { describeHost } from './host.ts';
import { keepRun } from './json/run-json.ts';
import { engineName, type Run, type RunData } from './run.ts';

/** All results; when one promise fails, the others are waited for first, as they still use the session. */
export async function settle(running: readonly Promise<CaseResult>[]): Promise<readonly CaseResult[]> {
  await Promise.allSettled(running);
  return Promise.all(running);
}

/**
 * Results of a run that was stopped: a case that did not come to its end is `skipped`.
 * @param cases in the order of the promises.
 */
export async function settleStopped(
  running: readonly Promise<CaseResult>[],
  cases: readonly Case[],
  { message }: Error,
): Promise<readonly CaseResult[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((each, index) =>
    each.status === 'fulfilled' ? each.value : skipped(cases[index] as Case, `did not finish: ${message}`),
  );
}

const skipped = (one: Case, reason: string): CaseResult => ({
  case: one,
  verdict: 'skipped',
  reason,
  seconds: { reference: 0, candidate: 0 },
  differences: [],
});

/** What a run knows beside its session and its results. */
export type Plan = Pick<
  RunData,
  'tier' | 'workers' | 'threshold' | 'options' | 'planned' | 'against' | 'shard' | 'interrupted' | 'seed'
>;

/** Writes what the run leaves into the session’s folder, and the reports from that. */
export async function finish(session: Session, results: readonly CaseResult[], plan: Plan): Promise<Run> {
  const { database, reference, candidate, out, started, id, harnessVersion, expectations } = session;
  const code = await codeOfRun(
    { reference, candidate },
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
    reference: engineName(reference),
    candidate: engineName(candidate),
    modules: (await ownFiles(candidate)).map(([name]) => name),
    ...(code && { code }),
    results,
    adaptations: adaptationsOf(session),
    expectations,
    invented: session.confirmations.allInvented(),
    ...plan,
  });
  await keepLocks({ reference, candidate }, out);
  return reportOn(out);
}

function adaptationsOf({ adaptations, reference, candidate }: Session): RunData['adaptations'] {
  return Object.entries({ reference, candidate }).flatMap(([side, engine]) =>
    adaptations(engine).map(({ id, file, reason, as_is }) => ({
      side: side as Side,
      id,
      file,
      reason,
      as_is,
    })),
  );
}

/** What exactly was compared can be installed again from these. */
async function keepLocks(sides: Readonly<Record<'reference' | 'candidate', Engine>>, out: string) {
  for (const [side, engine] of Object.entries(sides))
    if (engine.kind === 'installed') await copyFile(engine.lockFile, path.join(out, `${side}.uv.lock`));
}
