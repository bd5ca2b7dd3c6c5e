/** From what both sides of a case showed to its verdict: normalise → compare → judge. */

import type { Case } from '../cases/case.ts';
import { unequalWritten } from '../diff/unequal-written.ts';
import { compare } from '../facets/registry.ts';
import { endOf, type StepShown, shownBy } from '../findings/causes/shown.ts';
import { judge, type StepDeviations } from '../findings/judge.ts';
import type { CaseResult, StepExits } from '../findings/verdict.ts';
import { identifying } from '../identity/identify.ts';
import { type Identity, identitiesOf } from '../identity/identity.ts';
import { type Replaced, sumReplaced } from '../identity/replace.ts';
import { normalise } from '../normalise/normalise.ts';
import { type Touch, tally } from '../normalise/touched.ts';
import type { Side } from '../workspace/workspace.ts';
import type { ReferenceSide } from './reference/side.ts';
import { referenceFault } from './reference-end.ts';
import { isWarm, type StepObservation } from './run-side.ts';
import type { Session } from './session.ts';

/**
 * Judges a case. Where the reference itself ran into a limit, or did not end as the case expects, it is an error: nothing is
 * known of the candidate then.
 */
export function judgeSides(
  { expect, reference: engine, candidate: other }: Pick<Session, 'expect' | 'reference' | 'candidate'>,
  one: Case,
  { steps: reference, cached }: ReferenceSide,
  candidate: readonly StepObservation[],
): CaseResult {
  const seconds = { reference: total(reference), candidate: total(candidate) };
  const { touch, touched } = tally();
  const pairs = pairSteps(reference, candidate, touch, identitiesOf({ reference: engine, candidate: other }));
  const exits = exitsOf(reference, candidate);
  const shown = pairs.map(({ shown }) => shown);
  const fault = referenceFault(one, reference, engine.command);
  if (fault) return { case: one, verdict: 'error', ...fault, seconds, exits, shown, cached, differences: [] };
  const result = judge(one, pairs, seconds, expect);
  const warm = (['reference', 'candidate'] as const).filter((side) => isWarm({ reference, candidate }[side]));
  const identity = {
    reference: sumReplaced(pairs.map(({ replaced }) => replaced.reference)),
    candidate: sumReplaced(pairs.map(({ replaced }) => replaced.candidate)),
  };
  return { ...result, exits, shown, cached, ...(warm.length > 0 && { warm }), touched: touched(), identity };
}

type StepPair = StepDeviations & {
  readonly shown: StepShown;
  readonly replaced: Readonly<Record<Side, Replaced>>;
};

/** Both sides take the same steps, so they pair by position. */
const pairSteps = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
  touch: Touch,
  identities: Readonly<Record<Side, Identity>> | undefined,
): readonly StepPair[] =>
  reference.map((r, index) => {
    const c = candidate[index] as StepObservation;
    const of = {
      reference: identifying(r.observation, identities?.reference, c.observation),
      candidate: identifying(c.observation, identities?.candidate, r.observation),
    };
    const [ofReference, ofCandidate] = unequalWritten(
      of.reference.written(r.observation),
      of.candidate.written(c.observation),
    );
    const sides = [
      of.reference.said(
        normalise(r.observation, r.frame, { other: c.observation, touch, asked: ofReference }),
      ),
      of.candidate.said(
        normalise(c.observation, c.frame, { other: r.observation, touch, asked: ofCandidate }),
      ),
    ] as const;
    return {
      step: r.step,
      deviations: compare(...sides),
      shown: {
        step: r.step,
        reference: shownBy(r.observation, sides[0]),
        candidate: shownBy(c.observation, sides[1]),
      },
      replaced: { reference: of.reference.replaced(), candidate: of.candidate.replaced() },
    };
  });

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
