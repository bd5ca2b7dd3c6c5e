/** The way of the data for a list of cases: prepare → invoke → observe → normalise → compare → judge. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import PQueue from 'p-queue';
import { Problem } from './config/problem.ts';
import { confirm, isDoubtful } from './judge/confirm.ts';
import type { CaseResult } from './judge/verdict.ts';
import { judgeSides } from './judge-sides.ts';
import { measureEffect } from './measure-effect.ts';
import type { Case } from './plan/case.ts';
import type { Session } from './session.ts';
import { placeName, withOwn } from './twins/exclusive.ts';
import { placeOf, type Side, setAside } from './twins/place.ts';
import { referenceSide } from './twins/reference-side.ts';
import { runSide } from './twins/run-side.ts';
import { UnmadeState } from './twins/states.ts';

const day = 86_400;

/** What a progress display wants to know. */
export interface Watcher {
  readonly started?: (one: Case) => void;
  readonly ended?: (result: CaseResult) => void;
}

export interface Pace {
  /** How many cases at once. */
  readonly workers: number;
  /** How often a case that differs is run before it is reported, to tell what shows only sometimes. */
  readonly repeat: number;
}

/**
 * Runs cases, several at once, each in a place of its own; those that took longest in earlier runs begin first.
 * @returns a promise for each case, in the order given.
 */
export function runCases(
  session: Session,
  cases: readonly Case[],
  { workers, repeat }: Pace,
  watcher: Watcher = {},
): readonly Promise<CaseResult>[] {
  session.announce(
    cases.reduce((sum, { steps }) => sum + steps.filter((step) => 'engine' in step).length, 0),
  );
  const queue = new PQueue({ concurrency: workers });
  // What nobody has timed may be long, and the more so the more steps it has. What is started cold anyway has no engine
  // to wait for while that is imported.
  const secondsOf = (one: Case) =>
    startsCold(one) ? Number.MAX_VALUE : (session.timings.secondsOf(one.id) ?? day + one.steps.length);
  const run = (one: Case) => async () => {
    watcher.started?.(one);
    const result = await runAlone(session, one, repeat);
    watcher.ended?.(result);
    return result;
  };
  // A case that waits for its place, its port or its state keeps no worker from others.
  const begin = async (one: Case) => {
    // Where it cannot be made, the case itself will say so.
    await session.state(one.project, one.state).catch(() => undefined);
    return withOwn(one, () => queue.add(run(one), { priority: secondsOf(one) }));
  };
  const running = new Map(cases.map((one) => [one, begin(one)]));
  return cases.map((one) => running.get(one) as Promise<CaseResult>);
}

/** What is no defect of ours needs no stack. */
function reasonOf(error: unknown): string {
  if (error instanceof UnmadeState) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A terminal is given to programs that are started by themselves. */
const startsCold = ({ steps }: Case) => steps.some((step) => 'engine' in step && step.answers);

/**
 * Runs both sides of a case, one after the other, in its place.
 * @param keep folder the twins are kept in; they are removed when absent.
 * @throws Problem when the environment fails, the signal’s reason when stopped; anything else becomes the verdict `error`.
 */
export async function runCase(session: Session, one: Case, keep?: string): Promise<CaseResult> {
  return withOwn(one, () => runAlone(session, one, 1, keep));
}

async function runAlone(session: Session, one: Case, repeat: number, keep?: string): Promise<CaseResult> {
  session.signal.throwIfAborted();
  const began = performance.now();
  const place = placeOf(session.scratch, placeName(one), one.command, session.database.prefix);
  const evidence = path.join(session.out, 'raw', one.id);
  const setTwinAside = async (side: Side) => {
    if (keep) await setAside(place, side, path.join(keep, one.id));
  };
  try {
    const prepared = await session.state(one.project, one.state);
    const reference = (anew: boolean, folder = evidence) =>
      referenceSide(session, one, place, prepared, path.join(folder, 'reference'), anew);
    const candidateIn = (folder: string) =>
      runSide(session, one, session.candidate, place, prepared, path.join(folder, 'candidate'));
    const first = await reference(keep !== undefined);
    await setTwinAside('reference');
    const candidate = await candidateIn(evidence);
    await setTwinAside('candidate');
    const result = judgeSides(session, one, first, candidate);
    // No difference is put down to what the reference showed another day.
    const doubtful = first.cached && isDoubtful(result);
    const final = doubtful ? judgeSides(session, one, await reference(true), candidate) : result;
    const runs: [CaseResult, ...CaseResult[]] = [final];
    while (runs.length < repeat && isDoubtful(final)) {
      const again = path.join(evidence, `again-${runs.length + 1}`);
      runs.push(judgeSides(session, one, await reference(true, again), await candidateIn(again)));
    }
    return { ...confirm(runs), ...(await measureEffect(session, one, place, prepared, first)) };
  } catch (error) {
    // What ends the whole run is not a verdict on one case.
    if (session.signal.aborted || error instanceof Problem) throw error;
    return {
      ...{ case: one, verdict: 'error', reason: reasonOf(error) },
      ...{ seconds: { reference: 0, candidate: 0 }, differences: [] },
    };
  } finally {
    // Without promises: each of its dozens of files would cost one.
    rmSync(place.root, { recursive: true, force: true });
    await session.database.drop(place.database).catch(() => undefined);
    session.timings.note(one.id, (performance.now() - began) / 1000);
  }
}
