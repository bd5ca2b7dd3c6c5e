/** From what both sides of a case showed to its verdict: normalise → compare → judge. */
import { compare } from './compare/compare.ts';
import { fingerprintOf } from './compare/fingerprint.ts';
import { unequalWritten } from './compare/unequal-written.ts';
import type { Exit } from './engines/invocation.ts';
import { failsDifferently } from './facets/exit/compare.ts';
import { judge, type StepDeviations } from './judge/judge.ts';
import { referenceFault } from './judge/reference-end.ts';
import type { CaseResult, StepExits } from './judge/verdict.ts';
import { normalise } from './normalise/normalise.ts';
import { type Touch, tally } from './normalise/touched.ts';
import type { Case } from './plan/case.ts';
import type { Session } from './session.ts';
import type { ReferenceSide } from './twins/reference-side.ts';
import { isWarm, type StepObservation } from './twins/run-side.ts';

/**
 * Judges a case. Where the reference itself ran into a limit, or did not end as the case expects, it is an error: nothing is
 * known of the candidate then.
 */
export function judgeSides(
  { expect, reference: engine }: Pick<Session, 'expect' | 'reference'>,
  one: Case,
  { steps: reference, cached }: ReferenceSide,
  candidate: readonly StepObservation[],
): CaseResult {
  const seconds = { reference: total(reference), candidate: total(candidate) };
  const { touch, touched } = tally();
  const pairs = pairSteps(reference, candidate, touch);
  const exits = exitsOf(reference, candidate, pairs);
  const fault = referenceFault(one, reference, engine.command);
  if (fault) return { case: one, verdict: 'error', ...fault, seconds, exits, cached, differences: [] };
  const result = judge(one, pairs, seconds, expect);
  const warm = (['reference', 'candidate'] as const).filter((side) => isWarm({ reference, candidate }[side]));
  return { ...result, exits, cached, ...(warm.length > 0 && { warm }), touched: touched() };
}

type StepPair = StepDeviations & Pick<StepExits, 'fails'>;

/** Both sides take the same steps, so they pair by position. */
const pairSteps = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
  touch: Touch,
): readonly StepPair[] =>
  reference.map((r, index) => {
    const c = candidate[index] as StepObservation;
    const [ofReference, ofCandidate] = unequalWritten(r.observation, c.observation);
    const sides = [
      normalise(r.observation, r.frame, touch, ofReference),
      normalise(c.observation, c.frame, touch, ofCandidate),
    ] as const;
    const otherwise = failsDifferently(...sides);
    return {
      step: r.step,
      deviations: compare(...sides),
      ...(otherwise && { fails: fingerprintOf(otherwise) }),
    };
  });

const exitsOf = (
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
  pairs: readonly StepPair[],
): readonly StepExits[] =>
  reference.map(({ step, observation }, index) => ({
    step,
    reference: ended(observation.exit),
    candidate: ended((candidate[index] as StepObservation).observation.exit),
    ...(pairs[index]?.fails && { fails: pairs[index].fails }),
  }));

const ended = ({ limit, signal, code }: Exit) => limit ?? signal ?? code ?? 'unknown';

const total = (steps: readonly StepObservation[]) =>
  steps.reduce((sum, { observation }) => sum + observation.exit.seconds, 0);
