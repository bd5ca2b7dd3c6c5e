/** One case, from its place to its verdict: set up, run both sides, compare, confirm. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import { Problem } from '../config/problem.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { placeName, withOwn } from '../workspace/exclusive.ts';
import { UnmadeState } from '../workspace/states.ts';
import { placeOf, type Side, setAside } from '../workspace/workspace.ts';
import { confirmCase } from './confirm/confirm-case.ts';
import { sideRuns } from './confirm/side-runs.ts';
import { judgeSides } from './judge-sides.ts';
import { measureEffect } from './measure-effect.ts';
import type { Session } from './session.ts';

export interface CaseOptions {
  /** How often a case that differs is run at least; from the second time on both engines start cold. 1: it is not confirmed. */
  readonly repeat: number;
  /** The case is also run cold where it shows no difference. */
  readonly checkCold?: boolean | undefined;
  /** Folder the twins of the first run are kept in; they are removed when absent. */
  readonly keep?: string | undefined;
}

/**
 * Runs both sides of a case, one after the other, in its place, when no other case uses that.
 * @throws Problem when the environment fails, the signal’s reason when stopped; anything else becomes the verdict `error`.
 */
export const runCase = (session: Session, one: Case, options: CaseOptions): Promise<CaseResult> =>
  withOwn(one, () => runInPlace(session, one, options));

/** The same for a caller that has the place already. */
export async function runInPlace(
  session: Session,
  one: Case,
  { repeat, checkCold = false, keep }: CaseOptions,
): Promise<CaseResult> {
  session.signal.throwIfAborted();
  const began = performance.now();
  const place = placeOf(session.scratch, placeName(one), one.command, session.database.prefix);
  const evidence = path.join(session.out, 'raw', one.id);
  const setTwinAside = async (side: Side) => {
    if (keep) await setAside(place, side, path.join(keep, one.id));
  };
  try {
    const prepared = await session.state(one.project, one.state);
    const runs = sideRuns({ session, one, place, prepared, evidence });
    // First of all, while hosts are still importing their engines.
    const checked =
      checkCold && session.isHosted(session.candidate) ? await runs.again('candidate', 'cold') : undefined;
    const reference = await runs.first.reference(keep === undefined);
    await setTwinAside('reference');
    const candidate = await runs.first.candidate();
    await setTwinAside('candidate');
    const first = { reference, candidate };
    const result = judgeSides(session, one, reference, candidate);
    const judged = await confirmCase({ session, one, runs, first, result, repeat, checkCold, checked });
    return {
      ...judged.result,
      ...(await measureEffect(session, one, place, prepared, judged.reference)),
    };
  } catch (error) {
    // What ends the whole run is not a verdict on one case.
    if (session.signal.aborted || error instanceof Problem) throw error;
    return {
      ...{ case: one, verdict: 'error', reason: reasonOf(error) },
      ...(error instanceof UnmadeState && { referenceFailed: true }),
      ...{ seconds: { reference: 0, candidate: 0 }, differences: [] },
    };
  } finally {
    // Without promises: each of its dozens of files would cost one.
    rmSync(place.root, { recursive: true, force: true });
    await session.database.drop(place.database).catch(() => undefined);
    session.timings.note(one.id, (performance.now() - began) / 1000);
  }
}

/** What is no defect of ours needs no stack. */
function reasonOf(error: unknown): string {
  if (error instanceof UnmadeState) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
