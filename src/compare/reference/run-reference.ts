/** The reference's side of a case: its cached observations if there are any, or else a run of it. */
import { rm } from 'node:fs/promises';
import type { Engine } from '../../engines/engine.ts';
import { debugOf } from '../../process/debug.ts';
import { endsAsExpected } from '../reference-end.ts';
import { runSide, type SideContext, type SideOfCase, type StepObservation } from '../run-side.ts';
import type { ReferenceCache } from './cache.ts';
import { referenceKey } from './key.ts';

const debug = debugOf('cache');

export interface ReferenceContext extends SideContext {
  readonly reference: Engine;
  /** Cache of observations, and the version of the code that makes them; absent if the cache is not to be used. */
  readonly references: { readonly cache: ReferenceCache; readonly version: string } | undefined;
}

export interface ReferenceRun extends Omit<SideOfCase, 'engine'> {
  readonly context: ReferenceContext;
  /** Runs the reference even if there are cached observations. */
  readonly fresh?: boolean;
}

export interface ReferenceSide {
  readonly steps: readonly StepObservation[];
  readonly cached: boolean;
}

/** Existing evidence in the folder of the run is replaced. */
export async function runReference({ fresh = false, ...run }: ReferenceRun): Promise<ReferenceSide> {
  const { reference: engine, references } = run.context;
  const { testCase, evidence } = run;
  const side = { ...run, engine };
  const key = references && referenceKey(side, references.version);
  const found = key && !fresh ? await references.cache.find(key, evidence) : undefined;
  debug(
    '%s: the reference %s',
    testCase.id,
    found ? `is cached as ${key}` : fresh ? 'runs again' : 'is not cached',
  );
  if (found) return { steps: found, cached: true };
  await rm(evidence, { recursive: true, force: true });
  const steps = await runSide(side);
  // A step that exceeded a limit or failed unexpectedly may not do so tomorrow.
  if (key && endsAsExpected(testCase, steps)) await references.cache.keep(key, evidence, steps);
  return { steps, cached: false };
}
