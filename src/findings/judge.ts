/** Derives the verdict of a case from the deviations of its steps. */

import type { Case } from '../cases/case.ts';
import { bounded } from '../facets/bounded.ts';
import type { Deviation, Difference } from '../facets/difference.ts';
import { impactOf } from '../facets/registry.ts';
import { factsOf, fingerprintOf } from './causes/fact.ts';
import type { StepShown } from './causes/shown.ts';
import { coverage } from './expectations/coverage.ts';
import type { Expect } from './expectations/expectation.ts';
import type { CaseResult } from './verdict.ts';

/** Deviations of one engine step, and what both sides did in it. */
export interface StepDeviations {
  /** Index of the step in its case. */
  readonly step: number;
  readonly deviations: readonly Deviation[];
  readonly shown: StepShown;
}

/**
 * @param steps engine steps in order; the last one is the subject.
 * @returns the verdict, and every difference whatever the verdict.
 */
export function judge(
  testCase: Case,
  steps: readonly StepDeviations[],
  seconds: CaseResult['seconds'],
  expect: Expect,
): CaseResult {
  const found = steps.flatMap((step) => toDifferences(testCase.id, step));
  const differences = coverage(found, expect).map((difference, n) => ({
    ...difference,
    id: `${testCase.id}#${n + 1}`,
  }));
  return { case: testCase, seconds, differences, ...verdictOn(differences, steps.at(-1)?.step) };
}

/** @param subject index of the step that the case is about. */
export function verdictOn(
  differences: readonly Difference[],
  subject: number | undefined,
): Pick<CaseResult, 'verdict' | 'blockedBy' | 'reason'> {
  const blocker = differences.find((difference) => difference.step !== subject && misleads(difference));
  if (blocker)
    return {
      verdict: 'blocked',
      blockedBy: blocker.cause ?? blocker.fingerprint,
      reason: `step ${blocker.step + 1} already had a different result: ${blocker.facet} ${blocker.path}`,
    };
  if (differences.some(({ expectation }) => expectation === undefined)) return { verdict: 'different' };
  return { verdict: differences.length > 0 ? 'expected' : 'same' };
}

/** A step before the subject blocks it when it ends differently or leaves other data: the subject then starts elsewhere. */
const misleads = ({ facet, kind, expectation }: Difference) =>
  (facet === 'exit' || facet === 'database') && kind !== 'processes-left' && expectation === undefined;

function toDifferences(
  id: string,
  { step, deviations: found, shown }: StepDeviations,
): readonly Difference[] {
  const deviations = found.map(bounded);
  const fingerprints = new Map<object, string>(
    factsOf({ case: id, shown, differences: deviations }).flatMap((fact) =>
      fact.differences.map((deviation) => [deviation, fingerprintOf(fact)] as const),
    ),
  );
  return deviations.map((deviation) => ({
    ...deviation,
    id: '',
    case: id,
    step,
    impact: impactOf(deviation),
    fingerprint: fingerprints.get(deviation) ?? '',
  }));
}
