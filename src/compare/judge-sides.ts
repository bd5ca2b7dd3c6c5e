/** From what both sides of a case showed to its result: normalise → identify → compare → judge. */
import type { Case } from '../cases/case.ts';
import type { Engine } from '../engines/engine.ts';
import { compare } from '../facets/registry.ts';
import { unequalWritten } from '../facets/unequal-written.ts';
import { endOf, shownBy } from '../findings/causes/shown.ts';
import type { Expect } from '../findings/expectations/expectation.ts';
import { judge, type StepDeviations } from '../findings/judge.ts';
import type { CaseResult, StepExits } from '../findings/verdict.ts';
import { identifying } from '../identity/identify.ts';
import { type Identity, identitiesOf } from '../identity/identity.ts';
import { type Replaced, sumReplaced } from '../identity/replace.ts';
import { normalise } from '../normalise/normalise.ts';
import { type Touch, type Touched, tally } from '../normalise/touched.ts';
import type { Side } from '../workspace/workspace.ts';
import type { ReferenceSide } from './reference/run-reference.ts';
import { referenceFault } from './reference-end.ts';
import { isWarm, type StepObservation } from './run-side.ts';

/** A run of each side. */
export interface Runs {
  readonly reference: ReferenceSide;
  readonly candidate: readonly StepObservation[];
}

export type Engines = Readonly<Record<Side, Engine>>;

export interface Comparison {
  readonly steps: readonly StepComparison[];
  /** How many places each normaliser changed. */
  readonly touched: Touched;
}

/** What is different in a step, and what each side showed. */
export interface StepComparison extends StepDeviations {
  /** Names and versions of the engines that were replaced. */
  readonly replaced: Readonly<Record<Side, Replaced>>;
}

/** Compares both sides step by step. They have the same steps, so these pair by position. */
export function compareSides({ reference, candidate }: Runs, engines: Engines): Comparison {
  const { touch, touched } = tally();
  const identities = identitiesOf(engines);
  const steps = reference.steps.map((step, index) =>
    compareStep({ reference: step, candidate: candidate[index] as StepObservation }, identities, touch),
  );
  return { steps, touched: touched() };
}

function compareStep(
  { reference, candidate }: Readonly<Record<Side, StepObservation>>,
  identities: Readonly<Record<Side, Identity>> | undefined,
  touch: Touch,
): StepComparison {
  const identify = {
    reference: identifying(reference.observation, identities?.reference, candidate.observation),
    candidate: identifying(candidate.observation, identities?.candidate, reference.observation),
  };
  // Only files, artifacts, SQL and relations that are not equal need to be normalised.
  const [unequalReference, unequalCandidate] = unequalWritten(
    identify.reference.written(reference.observation),
    identify.candidate.written(candidate.observation),
  );
  const normalised = {
    reference: identify.reference.said(
      normalise(reference.observation, reference.context, {
        ...{ other: candidate.observation, touch, asked: unequalReference },
      }),
    ),
    candidate: identify.candidate.said(
      normalise(candidate.observation, candidate.context, {
        ...{ other: reference.observation, touch, asked: unequalCandidate },
      }),
    ),
  };
  return {
    step: reference.step,
    deviations: compare(normalised.reference, normalised.candidate),
    shown: {
      step: reference.step,
      reference: shownBy(reference.observation, normalised.reference),
      candidate: shownBy(candidate.observation, normalised.candidate),
    },
    replaced: { reference: identify.reference.replaced(), candidate: identify.candidate.replaced() },
  };
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
