/** Judges a case from the deviations of its steps. */
import { bounded } from '../compare/bounded.ts';
import type { Deviation, Difference } from '../compare/difference.ts';
import { fingerprintOf } from '../compare/fingerprint.ts';
import { impactOf } from '../facets/registry.ts';
import type { Case } from '../plan/case.ts';
import type { Expect } from './expectation.ts';
import type { CaseResult } from './verdict.ts';

/** Deviations of one engine step. */
export interface StepDeviations {
  /** Index of the step in its case. */
  readonly step: number;
  readonly deviations: readonly Deviation[];
}

/**
 * @param steps engine steps in order; the last one is the subject.
 * @returns the verdict, and every difference whatever the verdict.
 */
export function judge(
  one: Case,
  steps: readonly StepDeviations[],
  seconds: CaseResult['seconds'],
  expect: Expect,
): CaseResult {
  const differences = steps.flatMap(({ step, deviations }) => toDifferences(one, step, deviations, expect));
  const numbered = differences.map((difference, n) => ({ ...difference, id: `${one.id}#${n + 1}` }));
  const subject = steps.at(-1)?.step;
  const blocker = numbered.find((difference) => difference.step !== subject && misleads(difference));
  const result = { case: one, seconds, differences: numbered };
  if (blocker)
    return {
      ...result,
      verdict: 'blocked',
      blockedBy: blocker.fingerprint,
      reason: `step ${blocker.step + 1} already left something else behind: ${blocker.facet} ${blocker.path}`,
    };
  if (numbered.some((difference) => difference.expectation === undefined))
    return { ...result, verdict: 'different' };
  return { ...result, verdict: numbered.length > 0 ? 'expected' : 'same' };
}

/** A step before the subject blocks it when it ends differently or leaves other data: the subject then starts elsewhere. */
const misleads = ({ facet, kind, expectation }: Difference) =>
  (facet === 'exit' || facet === 'database') && kind !== 'processes-left' && expectation === undefined;

/** Deviations that explain others of the same step, the strongest first: who ends otherwise does everything otherwise. */
const leads: readonly {
  readonly is: (deviation: Deviation) => boolean;
  readonly follows: (deviation: Deviation) => boolean;
}[] = [
  { is: ({ kind }) => kind === 'exit-limit', follows: () => true },
  // Why it ended otherwise: what a node's message says tells more than the last line.
  { is: ({ kind }) => kind === 'node-failed', follows: () => true },
  { is: ({ kind }) => kind === 'exit-code', follows: () => true },
  // An engine that logs no event never got as far as doing anything, but where other data show that it did.
  {
    is: ({ kind, facet }) => kind === 'output-missing' && facet === 'events',
    follows: ({ facet, kind }) => facet !== 'database' || kind === 'relation-missing',
  },
  { is: ({ kind }) => kind === 'invocation-missing', follows: () => true },
  {
    is: ({ kind }) => kind === 'invocation-added',
    follows: ({ kind }) => kind === 'invocation-added' || kind === 'statement-added',
  },
];

function toDifferences(
  one: Case,
  step: number,
  found: readonly Deviation[],
  expect: Expect,
): readonly Difference[] {
  const deviations = found.map(bounded);
  const leading = leads.flatMap(({ is, follows }) => {
    const lead = deviations.find(is);
    return lead ? [{ fingerprint: fingerprintOf(lead), expectation: expect(one.id, lead), follows }] : [];
  });
  return deviations.map((deviation) => {
    const [cause, ...further] = leading.filter(({ follows }) => follows(deviation));
    const expectation =
      expect(one.id, deviation) ?? [cause, ...further].map((one) => one?.expectation).find(Boolean);
    return {
      ...deviation,
      id: '',
      case: one.id,
      step,
      impact: impactOf(deviation),
      fingerprint: cause?.fingerprint ?? fingerprintOf(deviation),
      ...(expectation !== undefined && { expectation }),
    };
  });
}
