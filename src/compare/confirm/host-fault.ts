/** Tells what a warm host invents from what an engine itself shows only sometimes. */
import { compare } from '../../facets/registry.ts';
import { normalise } from '../../normalise/normalise.ts';
import { isWarm, type StepObservation } from '../run-side.ts';

type Steps = readonly StepObservation[];

/** More runs of the same side of the same case. */
export interface MoreRuns {
  readonly cold: () => Promise<Steps>;
  readonly warm: () => Promise<Steps>;
}

/** What comparing a warm and a cold run of one side shows. */
export interface Compared {
  /** `step 1: stdout`: what is different in each warm run and the same in each cold run. Empty where the host is not at fault. */
  readonly invented: readonly string[];
  /** All cold runs, the given one first. */
  readonly cold: readonly [Steps, ...Steps[]];
  /** Whether the warm run differs from the cold one at all. */
  readonly differs: boolean;
}

/**
 * Compares a warm run of a side with a cold one, facet by facet. Where they differ, both are repeated: a facet in which the
 * engine differs from itself cold, or that is right in the second warm run, says nothing about the host.
 */
export async function findHostFault(warm: Steps, cold: Steps, more: MoreRuns): Promise<Compared> {
  const suspects = differing(warm, cold);
  const differs = suspects.length > 0;
  // Without a host there is nothing to blame.
  if (!differs || !isWarm(warm)) return { invented: [], cold: [cold], differs };
  const coldAgain = await more.cold();
  const varying = differing(cold, coldAgain);
  const left = suspects.filter((place) => !varying.includes(place));
  const found = { cold: [cold, coldAgain] as const, differs };
  if (left.length === 0) return { ...found, invented: [] };
  const warmAgain = await more.warm();
  // Another case has found the host at fault meanwhile, so it forks no more steps.
  if (!isWarm(warmAgain)) return { ...found, invented: left };
  const wrongAgain = differing(warmAgain, cold);
  return { ...found, invented: left.filter((place) => wrongAgain.includes(place)) };
}

const clean = ({ observation, frame }: StepObservation) => normalise(observation, frame);

/** Steps and facets in which two runs of one side differ. Both ways round: some comparisons ask only what a candidate has more. */
function differing(one: Steps, other: Steps): readonly string[] {
  const found = one.flatMap((step, index) => {
    const twin = other[index];
    if (!twin) return [`step ${step.step + 1}`];
    const [first, second] = [clean(step), clean(twin)];
    const facets = [...compare(first, second), ...compare(second, first)].map(({ facet }) => facet);
    return facets.map((facet) => `step ${step.step + 1}: ${facet}`);
  });
  return [...new Set(found)];
}
