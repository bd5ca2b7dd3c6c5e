/** Runs the candidate of a case with cold starts, and keeps which lines its Python processes execute. */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import { runSide, type StepObservation } from '../compare/run-side.ts';
import type { Session } from '../compare/session.ts';
import { Problem } from '../config/problem.ts';
import { endOf } from '../findings/causes/shown.ts';
import { removeWorkspace, reserve, workspaceOfCase } from '../workspace/workspace.ts';
import type { Chosen } from './cases-to-trace.ts';

/** How a case went. */
export interface TracedCase {
  readonly id: string;
  readonly shows: boolean;
  readonly seconds: number;
  /** Folder with a file for each process. */
  readonly trace: string;
  /** Processes of a Python that the tracer does not fit. */
  readonly untraced: number;
  /** Why what was executed does not count. */
  readonly unusable?: string;
}

/** A case whose traced steps have the environment of the tracer. */
export function tracedCase(
  { case: testCase, steps }: Pick<Chosen, 'case' | 'steps'>,
  environment: Readonly<Record<string, string>>,
): Case {
  return {
    ...testCase,
    steps: testCase.steps.map((step, index) =>
      'engine' in step && steps.includes(index) ? { ...step, env: { ...step.env, ...environment } } : step,
    ),
  };
}

/**
 * Takes the steps of a case on the candidate.
 * @param session that starts engines cold.
 * @param environment of the traced steps, given the folder for the trace.
 * @throws Problem when the environment fails, the signal's reason when stopped.
 */
export async function traceCase(
  session: Session,
  chosen: Chosen,
  environment: (trace: string) => Readonly<Record<string, string>>,
): Promise<TracedCase> {
  const { id, project } = chosen.case;
  const evidence = path.join(session.out, id);
  const trace = path.join(evidence, 'trace');
  mkdirSync(trace, { recursive: true });
  const traced = tracedCase(chosen, environment(trace));
  const began = performance.now();
  const told = { id, shows: chosen.shows, trace };
  const seconds = () => (performance.now() - began) / 1000;
  return reserve(traced, async () => {
    const workspace = workspaceOfCase(session, traced);
    try {
      const observed = await runSide({
        context: session,
        testCase: traced,
        engine: session.candidate,
        workspace,
        state: await session.state(project, traced.state),
        evidence,
      });
      const names = readdirSync(trace);
      const unusable =
        changedEnd(observed, chosen) ??
        (names.some((name) => name.startsWith('lines.')) ? undefined : 'its processes left no trace');
      const untraced = names.filter((name) => name.startsWith('untraced-')).length;
      return { ...told, seconds: seconds(), untraced, ...(unusable && { unusable }) };
    } catch (error) {
      if (session.signal.aborted || error instanceof Problem) throw error;
      const unusable = error instanceof Error ? error.message : String(error);
      return { ...told, seconds: seconds(), untraced: 0, unusable };
    } finally {
      await removeWorkspace(workspace, session.database);
    }
  });
}

/** The first step that ended differently than in the run. */
function changedEnd(observed: readonly StepObservation[], { ended }: Chosen): string | undefined {
  for (const { step, observation } of observed) {
    const [now, before] = [endOf(observation.exit), ended.get(step)];
    if (now !== before) return `step ${step + 1} ended with ${now} instead of ${before}`;
  }
  return undefined;
}
