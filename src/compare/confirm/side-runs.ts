/** Runs of the sides of one case in its place, each with evidence of its own. */
import path from 'node:path';
import type { Case } from '../../cases/case.ts';
import { startCold } from '../../process/start-cold.ts';
import type { Prepared } from '../../workspace/set-up.ts';
import type { Place, Side } from '../../workspace/workspace.ts';
import { type ReferenceSide, referenceSide } from '../reference/side.ts';
import { isWarm, runSide, type StepObservation } from '../run-side.ts';
import type { Session } from '../session.ts';

export interface SideRuns {
  /** The run that is judged first: warm where the engine has a host, the reference from the cache where it is there. */
  readonly first: {
    readonly reference: (mayBeCached: boolean) => Promise<ReferenceSide>;
    readonly candidate: () => Promise<readonly StepObservation[]>;
  };
  /** One more run; the reference's is not taken from the cache. */
  readonly again: (side: Side, how: 'warm' | 'cold') => Promise<readonly StepObservation[]>;
  /** Puts the evidence of the first cold run where that of the first run is, and that into the folder `warm`. */
  readonly useColdEvidence: () => Promise<void>;
}

export interface SideRunsOf {
  readonly session: Session;
  readonly one: Case;
  readonly place: Place;
  readonly prepared: Prepared;
  /** Folder of the case's evidence: `reference`, `candidate`, and one for each further run. */
  readonly evidence: string;
}

export function sideRuns({ session, one, place, prepared, evidence }: SideRunsOf): SideRuns {
  const taken = { cold: { reference: 0, candidate: 0 }, warm: { reference: 0, candidate: 0 } };
  const cold = { ...session, start: startCold };
  const reference = (grounds: Session, folder: string, mustRun: boolean) =>
    referenceSide(grounds, one, place, prepared, path.join(folder, 'reference'), mustRun);
  const candidate = (grounds: Session, folder: string) =>
    runSide(grounds, one, session.candidate, place, prepared, path.join(folder, 'candidate'));
  return {
    first: {
      async reference(mayBeCached) {
        const found = await reference(session, evidence, !mayBeCached);
        // Kept of a host: not to be used where hosts are not.
        const refused = found.cached && isWarm(found.steps) && !session.isHosted(session.reference);
        return refused ? reference(session, evidence, true) : found;
      },
      candidate: () => candidate(session, evidence),
    },
    async again(side, how) {
      taken[how][side]++;
      const folder = path.join(evidence, `${how}-${taken[how][side]}`);
      const grounds = how === 'cold' ? cold : session;
      return side === 'candidate'
        ? candidate(grounds, folder)
        : (await reference(grounds, folder, true)).steps;
    },
    async useColdEvidence() {
      // Loaded where it is needed: most runs confirm nothing.
      const { move } = await import('fs-extra/esm');
      for (const side of ['reference', 'candidate']) {
        const own = path.join(evidence, side);
        await move(own, path.join(evidence, 'warm', side), { overwrite: true });
        await move(path.join(evidence, 'cold-1', side), own);
      }
    },
  };
}
