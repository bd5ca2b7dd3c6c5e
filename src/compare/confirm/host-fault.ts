/** Distinguishes what a warm host invents from what an engine shows only sometimes. */
import { compare } from '../../facets/registry.ts';
import { normalise } from '../../normalise/normalise.ts';
import { isWarm, type StepObservation } from '../run-side.ts';

type Steps = readonly StepObservation[];

/** What comparing a warm and a cold run of one side shows. */
export interface HostComparison {
  /** `step 1: stdout`: what is different in each warm run and the same in each cold run; empty if the host is not at fault. */
  readonly invented: readonly string[];
  /** All cold runs, the given one first. */
  readonly cold: readonly [Steps, ...Steps[]];
  /** Whether the warm run differs from the cold one at all. */
  readonly differs: boolean;
}

/**
 * Compares a warm run of a side with a cold one, facet by facet. If they differ, both are repeated: a facet in which the
 * engine differs from itself cold, or that is right in the second warm run, says nothing about the host.
 * @param more makes further runs of the same side of the same case.
 */
export async function findHostFault(
  warm: Steps,
  cold: Steps,
  more: Readonly<Record<'cold' | 'warm', () => Promise<Steps>>>,
): Promise<HostComparison> {
  const suspects = differing(warm, cold);
  const differs = suspects.length > 0;
  // Without a host there is nothing to blame.
  if (!differs || !isWarm(warm)) return { invented: [], cold: [cold], differs };
  const coldAgain = await more.cold();
  const varying = differing(cold, coldAgain);
  const left = suspects.filter((place) => !varying.includes(place));
  const result = { cold: [cold, coldAgain] as const, differs };
  if (left.length === 0) return { ...result, invented: [] };
  const warmAgain = await more.warm();
  // Meanwhile, another case has found that the host is at fault, so it forks no more steps.
  if (!isWarm(warmAgain)) return { ...result, invented: left };
  const wrongAgain = differing(warmAgain, cold);
  return { ...result, invented: left.filter((place) => wrongAgain.includes(place)) };
}

/** Steps and facets in which two runs of a side differ, in both directions: some comparisons only look at what a candidate adds. */
function differing(run: Steps, other: Steps): readonly string[] {
  const found = run.flatMap((step, index) => {
    const counterpart = other[index];
    if (!counterpart) return [`step ${step.step + 1}`];
    const [first, second] = [step, counterpart].map(({ observation, context }) =>
      normalise(observation, context),
    ) as [ReturnType<typeof normalise>, ReturnType<typeof normalise>];
    return [...compare(first, second), ...compare(second, first)].map(
      ({ facet }) => `step ${step.step + 1}: ${facet}`,
    );
  });
  return [...new Set(found)];
}
