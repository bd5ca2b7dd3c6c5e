/** Runs the candidate of a case with cold starts, and keeps which lines its Python processes execute. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOf } from '../causes/shown.ts';
import { Problem } from '../config/problem.ts';
import { startCold } from '../engines/start-cold.ts';
import type { Case } from '../plan/case.ts';
import type { Session } from '../session.ts';
import { placeName, withOwn } from '../twins/exclusive.ts';
import { placeOf } from '../twins/place.ts';
import { runSide } from '../twins/run-side.ts';
import type { Chosen } from './cases-to-trace.ts';

/** How a case went: the reason is absent if what was executed counts. */
export interface TracedCase {
  readonly id: string;
  readonly shows: boolean;
  readonly seconds: number;
  /** Folder with a file for each process. */
  readonly trace: string;
  readonly unusable?: string;
}

/** A case whose traced steps have the environment of the tracer. */
export function tracedCase(
  { case: one, steps }: Pick<Chosen, 'case' | 'steps'>,
  environment: Readonly<Record<string, string>>,
): Case {
  return {
    ...one,
    steps: one.steps.map((step, index) =>
      'engine' in step && steps.includes(index) ? { ...step, env: { ...step.env, ...environment } } : step,
    ),
  };
}

/**
 * Takes the steps of a case on the candidate.
 * @param environment of the traced steps, given the folder for the trace.
 * @throws Problem when the environment fails, the signal's reason when stopped.
 */
export async function traceCase(
  session: Session,
  chosen: Chosen,
  environment: (trace: string) => Readonly<Record<string, string>>,
): Promise<TracedCase> {
  const { id, command, project, state } = chosen.case;
  const evidence = path.join(session.out, id);
  const trace = path.join(evidence, 'trace');
  mkdirSync(trace, { recursive: true });
  const one = tracedCase(chosen, environment(trace));
  const began = performance.now();
  const told = { id, shows: chosen.shows, trace };
  const seconds = () => (performance.now() - began) / 1000;
  return withOwn(one, async () => {
    const place = placeOf(session.scratch, placeName(one), command, session.database.prefix);
    try {
      const prepared = await session.state(project, state);
      const cold = { ...session, start: startCold };
      const observed = await runSide(cold, one, session.candidate, place, prepared, evidence);
      const changed = observed.find(
        ({ step, observation }) => chosen.ended.get(step) !== endOf(observation.exit),
      );
      const unusable =
        changed &&
        `step ${changed.step + 1} ended with ${endOf(changed.observation.exit)}, in the run with ${chosen.ended.get(changed.step)}`;
      return { ...told, seconds: seconds(), ...(unusable && { unusable }) };
    } catch (error) {
      if (session.signal.aborted || error instanceof Problem) throw error;
      const unusable = error instanceof Error ? error.message : String(error);
      return { ...told, seconds: seconds(), unusable };
    } finally {
      rmSync(place.root, { recursive: true, force: true });
      await session.database.drop(place.database).catch(() => undefined);
    }
  });
}
