/** The reference’s side of a case: what it showed in an earlier run where that is known, else a run of it. */
import { rm } from 'node:fs/promises';
import type { Case } from '../../cases/case.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Prepared } from '../../workspace/set-up.ts';
import type { Place } from '../../workspace/workspace.ts';
import { endsAsExpected } from '../reference-end.ts';
import { type Grounds, runSide, type StepObservation } from '../run-side.ts';
import type { ReferenceCache } from './cache.ts';
import { referenceKey } from './key.ts';

export interface ReferenceGrounds extends Grounds {
  readonly reference: Engine;
  /** Observations of earlier runs, and the version of what made them; absent where they are not to be used. */
  readonly references: { readonly cache: ReferenceCache; readonly version: string } | undefined;
}

export interface ReferenceSide {
  readonly steps: readonly StepObservation[];
  readonly cached: boolean;
}

/**
 * @param evidence as for `runSide`; what was there is replaced.
 * @param anew the reference runs even if it is known what it showed.
 */
export async function referenceSide(
  grounds: ReferenceGrounds,
  one: Case,
  place: Place,
  prepared: Prepared,
  evidence: string,
  anew: boolean,
): Promise<ReferenceSide> {
  const { reference, references } = grounds;
  const key = references && referenceKey(references.version, grounds, one, reference, place, prepared);
  const known = key && !anew ? await references.cache.find(key, evidence) : undefined;
  if (known) return { steps: known, cached: true };
  await rm(evidence, { recursive: true, force: true });
  const steps = await runSide(grounds, one, reference, place, prepared, evidence);
  // What hit a limit may have been slow today only, and what failed against expectation may have failed today only.
  if (key && endsAsExpected(one, steps)) await references.cache.keep(key, evidence, steps);
  return { steps, cached: false };
}
