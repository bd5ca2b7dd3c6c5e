/** The result of a case, from the comparison of its sides: impacts, expectations, verdict. */
import type { Case } from '../cases/case.ts';
import { endOf } from '../findings/causes/shown.ts';
import type { Expect } from '../findings/expectations/expectation.ts';
import { judge } from '../findings/judge.ts';
import type { CaseResult, StepExits } from '../findings/verdict.ts';
import { sumReplaced } from '../identity/replaced.ts';
import type { Side } from '../workspace/workspace.ts';
import type { Comparison, Engines } from './compare-sides.ts';
import type { ReferenceSide } from './reference/run-reference.ts';
import { referenceFault } from './reference-end.ts';
import { isWarm, type StepObservation } from './run-side.ts';

/** A run of each side. */
export interface Runs {
  readonly reference: ReferenceSide;
  readonly candidate: readonly StepObservation[];
}

export interface ComparedCase {
  readonly testCase: Case;
  readonly engines: Pick<Engines, 'reference'>;
  readonly expect: Expect;
  readonly runs: Runs;
  readonly comparison: Comparison;
}

/**
 * Judges a case. If the reference exceeded a limit, or did not end as the case expects, the verdict is `error`, because
 * nothing is known about the candidate then.
 */
export function judgeSides({ testCase, engines, expect, runs, comparison }: ComparedCase): CaseResult {
  const { steps: reference, cached } = runs.reference;
  const { candidate } = runs;
  const seconds = { reference: total(reference), candidate: total(candidate) };
  const exits = exitsOf(reference, candidate);
  const shown = comparison.steps.map((step) => step.shown);
  const fault = referenceFault(testCase, reference, engines.reference.command);
  if (fault)
    return { case: testCase, verdict: 'error', ...fault, seconds, exits, shown, cached, differences: [] };
  const sides = { reference, candidate };
  const warm = (['reference', 'candidate'] as const).filter((side) => isWarm(sides[side]));
  const replacedIn = (side: Side) => sumReplaced(comparison.steps.map(({ replaced }) => replaced[side]));
  return {
    ...judge(testCase, comparison.steps, seconds, expect),
    ...{ exits, shown, cached, touched: comparison.touched },
    ...(warm.length > 0 && { warm }),
    identity: { reference: replacedIn('reference'), candidate: replacedIn('candidate') },
  };
}

const exitsOf = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
): readonly StepExits[] =>
  reference.map(({ step, observation }, index) => ({
    step,
    reference: endOf(observation.exit),
    candidate: endOf((candidate[index] as StepObservation).observation.exit),
  }));

const total = (steps: readonly StepObservation[]) =>
  steps.reduce((sum, { observation }) => sum + observation.exit.seconds, 0);
