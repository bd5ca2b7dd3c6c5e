/**
 * The loop for one case, from its workspace to its verdict. `queue.ts` is the loop over cases, `session.ts` opens and closes
 * what they share.
 */
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import { Problem } from '../config/problem.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { type ProvideState, StateNotCreated } from '../workspace/states.ts';
import { keepProject, removeWorkspace, reserve, type Side, workspaceOfCase } from '../workspace/workspace.ts';
import { type ConfirmContext, confirmCase } from './confirm/confirm-case.ts';
import { type EffectContext, measureEffect } from './effect.ts';
import { compareSides, judgeSides, type Runs } from './judge-sides.ts';
import { type SideRunsContext, sideRuns } from './side-runs.ts';
import type { Timings } from './timings.ts';

/** What running a case needs from the session. */
export interface CaseContext extends SideRunsContext, ConfirmContext, EffectContext {
  /** Folder that contains the workspaces. */
  readonly scratch: string;
  /** Folder that receives the evidence. */
  readonly out: string;
  readonly state: ProvideState;
  readonly timings: Timings;
}

export interface CaseOptions {
  /** How often a case with differences is run at least; from the second time on both engines start cold. 1: not confirmed. */
  readonly repeat: number;
  /** Also runs the case cold if it shows no difference. */
  readonly checkCold?: boolean | undefined;
  /** Folder in which the projects of the first run are kept; absent, they are removed. */
  readonly keep?: string | undefined;
}

/**
 * Runs both sides of a case in sequence in its workspace, when no other case uses that.
 * @throws Problem when the environment fails, the signal's reason when stopped; any other error becomes the verdict `error`.
 */
export const runCase = (context: CaseContext, testCase: Case, options: CaseOptions): Promise<CaseResult> =>
  reserve(testCase, () => runReserved(context, testCase, options));

/** The same for a caller that has reserved the workspace. */
export async function runReserved(
  context: CaseContext,
  testCase: Case,
  { repeat, checkCold = false, keep }: CaseOptions,
): Promise<CaseResult> {
  const { signal, candidate } = context;
  signal.throwIfAborted();
  const began = performance.now();
  const workspace = workspaceOfCase(context, testCase);
  const keepProjectOf = async (side: Side) => {
    if (keep) await keepProject(workspace, side, path.join(keep, testCase.id));
  };
  try {
    const state = await context.state(testCase.project, testCase.state);
    const evidence = path.join(context.out, 'raw', testCase.id);
    const side = { context, testCase, workspace, state, evidence };

    // Each run sets the workspace up, performs the steps, and collects an observation for each step of an engine.
    const runs = sideRuns(side);
    // A cold check comes first, because hosts are still importing their engines.
    const isChecked = checkCold && context.isHosted(candidate);
    const checked = isChecked ? await runs.again('candidate', 'cold') : undefined;
    const ofReference = await runs.first.reference({ mayBeCached: keep === undefined });
    await keepProjectOf('reference');
    const ofCandidate = await runs.first.candidate();
    await keepProjectOf('candidate');

    const first = { reference: ofReference, candidate: ofCandidate };
    const judge = (compared: Runs) => judgeRuns(context, testCase, compared);
    const result = judge(first);

    // Repeats the runs with cold starts if the verdict needs it.
    const confirmed = await confirmCase({
      ...{ context, first: { ...first, result }, runs, judge },
      ...{ repeat, checkCold, checked },
    });
    const effect = await measureEffect({ ...side, shown: confirmed.reference.steps });
    return { ...confirmed.result, ...effect };
  } catch (error) {
    // These end the whole run, so they are not a verdict on one case.
    if (signal.aborted || error instanceof Problem) throw error;
    return errorResult(testCase, error);
  } finally {
    await removeWorkspace(workspace, context.database);
    context.timings.note(testCase.id, (performance.now() - began) / 1000);
  }
}

/** Normalises and compares a run of each side, assigns impacts and expectations, and gives the verdict. */
function judgeRuns({ reference, candidate, expect }: ConfirmContext, testCase: Case, runs: Runs): CaseResult {
  const engines = { reference, candidate };
  const comparison = compareSides(runs, engines);
  return judgeSides({ testCase, engines, expect, runs, comparison });
}

function errorResult(testCase: Case, error: unknown): CaseResult {
  const isStateMissing = error instanceof StateNotCreated;
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return {
    case: testCase,
    verdict: 'error',
    // A stack is only of use if the error is a defect of dvt-compat.
    reason: isStateMissing ? message : (stack ?? message),
    ...(isStateMissing && { referenceFailed: true }),
    seconds: { reference: 0, candidate: 0 },
    differences: [],
  };
}
