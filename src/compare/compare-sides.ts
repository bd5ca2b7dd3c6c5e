/** Compares what both sides of a case showed, step by step: normalise → identify → compare. */
import { unequalWritten } from '../diff/unequal-written.ts';
import type { Engine } from '../engines/engine.ts';
import { compare } from '../facets/compare.ts';
import { type StepShown, shownBy } from '../findings/causes/shown.ts';
import type { StepDeviations } from '../findings/judge.ts';
import { identifying } from '../identity/identify.ts';
import { type Identity, identitiesOf } from '../identity/identity.ts';
import type { Replaced } from '../identity/replaced.ts';
import { normalise } from '../normalise/normalise.ts';
import { type Touch, type Touched, tally } from '../normalise/touched.ts';
import type { Side } from '../workspace/workspace.ts';
import type { StepObservation } from './run-side.ts';

export type Engines = Readonly<Record<Side, Engine>>;

export interface Comparison {
  readonly steps: readonly StepComparison[];
  /** How many places each normaliser changed. */
  readonly touched: Touched;
}

/** What is different in a step, and what each side showed. */
export type StepComparison = StepDeviations & {
  readonly shown: StepShown;
  /** Names and versions of the engines that were replaced. */
  readonly replaced: Readonly<Record<Side, Replaced>>;
};

/** Both sides have the same steps, so these pair by position. */
export function compareSides(
  { reference, candidate }: Readonly<Record<Side, readonly StepObservation[]>>,
  engines: Engines,
): Comparison {
  const { touch, touched } = tally();
  const identities = identitiesOf(engines);
  const steps = reference.map((step, index) =>
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
