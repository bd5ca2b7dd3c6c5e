/** Why a cause is registered: the reasons of the expectations that cover its differences. */
import type { Finding } from '../diagnose/finding.ts';
import type { Expectation } from '../judge/expectation.ts';
import { differencesOf } from './facts.ts';
import type { Run } from './run.ts';

/** Expectations that cover differences of a cause, in the order of their file. */
export function registered(
  run: Pick<Run, 'results' | 'expectations'>,
  cause: Pick<Finding, 'fingerprint'>,
): readonly Expectation[] {
  const used = new Set(differencesOf(run, cause).map(({ expectation }) => expectation));
  return run.expectations.filter(({ id }) => used.has(id));
}

/** The reasons as a text; undefined where nothing of the cause is registered. */
export function reasonOf(
  run: Pick<Run, 'results' | 'expectations'>,
  cause: Pick<Finding, 'fingerprint'>,
): string | undefined {
  const reasons = [...new Set(registered(run, cause).map(({ reason }) => reason.trim()))];
  return reasons.length === 0 ? undefined : reasons.join(' ');
}
