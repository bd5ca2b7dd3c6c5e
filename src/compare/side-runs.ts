/** Runs of both sides of one case in its workspace, each with a folder for its evidence. */
import path from 'node:path';
import type { Engine } from '../engines/engine.ts';
import { startCold } from '../process/start-cold.ts';
import type { Side } from '../workspace/workspace.ts';
import { type ReferenceContext, type ReferenceSide, runReference } from './reference/run-reference.ts';
import { isWarm, runSide, type SideOfCase, type StepObservation } from './run-side.ts';

export interface SideRuns {
  /** The runs that are judged first: warm if the engine has a host, the reference from the cache if it has one. */
  readonly first: {
    readonly reference: (options: { readonly mayBeCached: boolean }) => Promise<ReferenceSide>;
    readonly candidate: () => Promise<readonly StepObservation[]>;
  };
  /** One more run; the reference is not read from the cache. */
  readonly again: (side: Side, how: 'warm' | 'cold') => Promise<readonly StepObservation[]>;
  /** Moves the evidence of the first cold run to where that of the first run is, and that to the folder `warm`. */
  readonly useColdEvidence: () => Promise<void>;
}

export interface SideRunsContext extends ReferenceContext {
  readonly candidate: Engine;
  /** Whether steps of an engine may be forked from a host, as far as is known yet. */
  readonly isHosted: (engine: Engine) => boolean;
}

export interface SideRunsOf extends Omit<SideOfCase, 'engine'> {
  readonly context: SideRunsContext;
}

/** @param given `evidence` receives the folders `reference` and `candidate`, and one for each further run. */
export function sideRuns({ context, evidence, ...given }: SideRunsOf): SideRuns {
  const counts = { cold: { reference: 0, candidate: 0 }, warm: { reference: 0, candidate: 0 } };
  const contexts = { warm: context, cold: { ...context, start: startCold } };
  const folderOf = (folder: string, side: Side) => path.join(evidence, folder, side);
  return {
    first: {
      async reference({ mayBeCached }) {
        const run = { ...given, context, evidence: folderOf('', 'reference') };
        const side = await runReference({ ...run, fresh: !mayBeCached });
        // Cached observations of a host are not used if the engine is started cold.
        const isRefused = side.cached && isWarm(side.steps) && !context.isHosted(context.reference);
        return isRefused ? runReference({ ...run, fresh: true }) : side;
      },
      candidate: () =>
        runSide({ ...given, context, engine: context.candidate, evidence: folderOf('', 'candidate') }),
    },
    async again(side, how) {
      counts[how][side]++;
      const folder = folderOf(`${how}-${counts[how][side]}`, side);
      const run = { ...given, context: contexts[how], evidence: folder };
      return side === 'candidate'
        ? runSide({ ...run, engine: context.candidate })
        : (await runReference({ ...run, fresh: true })).steps;
    },
    async useColdEvidence() {
      // Loaded when needed, because most runs confirm nothing.
      const { move } = await import('fs-extra/esm');
      for (const side of ['reference', 'candidate'] as const) {
        await move(folderOf('', side), folderOf('warm', side), { overwrite: true });
        await move(folderOf('cold-1', side), folderOf('', side));
      }
    },
  };
}
