/** The way of the data for a list of cases: prepare → invoke → observe → normalise → compare → judge. */
import path from 'node:path';
import PQueue from 'p-queue';
import { compare } from './compare/compare.ts';
import { Problem } from './config/problem.ts';
import type { Exit } from './engines/invocation.ts';
import { judge, type StepDeviations } from './judge/judge.ts';
import type { CaseResult, StepExits } from './judge/verdict.ts';
import { normalise } from './normalise/normalise.ts';
import type { Case } from './plan/case.ts';
import type { Session } from './session.ts';
import { clearPlace, placeOf, setAside } from './twins/place.ts';
import { runSide, type StepObservation } from './twins/run-side.ts';

/** What a progress display wants to know. */
export interface Watcher {
  readonly started?: (one: Case) => void;
  readonly ended?: (result: CaseResult) => void;
}

/**
 * Runs cases, several at once, each in a worker’s own place.
 * @param workers how many at once.
 * @param keep folder the twins of each case are kept in; they are removed when absent.
 * @returns a promise for each case, in the order given.
 */
export function runCases(
  session: Session,
  cases: readonly Case[],
  workers: number,
  watcher: Watcher = {},
  keep?: string,
): readonly Promise<CaseResult>[] {
  const queue = new PQueue({ concurrency: workers });
  const free = Array.from({ length: workers }, (_, n) => `w${n}`);
  return cases.map((one) =>
    queue.add(async () => {
      const worker = free.shift() as string;
      watcher.started?.(one);
      try {
        const result = await runCase(session, one, worker, keep);
        watcher.ended?.(result);
        return result;
      } finally {
        free.unshift(worker);
      }
    }),
  );
}

/**
 * Runs both sides of a case, one after the other, in a worker’s place.
 * @param worker name of the place: `w0`.
 * @param keep folder the twins are kept in; they are removed when absent.
 * @throws Problem when the environment fails, the signal’s reason when stopped; anything else becomes the verdict `error`.
 */
export async function runCase(
  session: Session,
  one: Case,
  worker: string,
  keep: string | undefined,
): Promise<CaseResult> {
  session.signal.throwIfAborted();
  const place = placeOf(session.scratch, worker, one.command, session.database.prefix);
  try {
    const prepared = await session.state(one.project, one.state);
    const observed = {
      reference: [] as readonly StepObservation[],
      candidate: [] as readonly StepObservation[],
    };
    for (const side of ['reference', 'candidate'] as const) {
      const evidence = path.join(session.out, 'raw', one.id, side);
      observed[side] = await runSide(session, one, session[side], place, prepared, evidence);
      if (keep) await setAside(place, side, path.join(keep, one.id));
    }
    const steps = pairSteps(observed.reference, observed.candidate);
    const seconds = { reference: total(observed.reference), candidate: total(observed.candidate) };
    const exits = exitsOf(observed.reference, observed.candidate);
    return { ...judge(one, steps, seconds, session.expect), exits };
  } catch (error) {
    // What ends the whole run is not a verdict on one case.
    if (session.signal.aborted || error instanceof Problem) throw error;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { case: one, verdict: 'error', reason, seconds: { reference: 0, candidate: 0 }, differences: [] };
  } finally {
    await clearPlace(place);
    await session.database.drop(place.database).catch(() => undefined);
  }
}

/** Both sides take the same steps, so they pair by position. */
const pairSteps = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
): readonly StepDeviations[] =>
  reference.map((r, index) => {
    const c = candidate[index] as StepObservation;
    return {
      step: r.step,
      deviations: compare(normalise(r.observation, r.frame), normalise(c.observation, c.frame)),
    };
  });

const exitsOf = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
): readonly StepExits[] =>
  reference.map(({ step, observation }, index) => ({
    step,
    reference: ended(observation.exit),
    candidate: ended((candidate[index] as StepObservation).observation.exit),
  }));

const ended = ({ limit, signal, code }: Exit) => limit ?? signal ?? code ?? 'unknown';

const total = (steps: readonly StepObservation[]) =>
  steps.reduce((sum, { observation }) => sum + observation.exit.seconds, 0);
