/** Why a cause is registered: the reasons of the expectations that cover its differences. */

import type { Expectation } from '../findings/expectations/expectation.ts';
import type { Finding } from '../findings/finding.ts';
import { differencesOf } from './facts.ts';
import type { Run } from './run.ts';

/** Expectations that cover differences of a cause, first those of what it is named after. */
export function registered(
  run: Pick<Run, 'results' | 'expectations'>,
  cause: Pick<Finding, 'fingerprint'>,
): readonly Expectation[] {
  const differences = differencesOf(run, cause);
  const named = differences.filter((one) => one.fingerprint === cause.fingerprint);
  const used = new Set([...named, ...differences].map(({ expectation }) => expectation));
  return [...used].flatMap((id) => run.expectations.find((one) => one.id === id) ?? []);
}

/** The reasons as a text; undefined where nothing of the cause is registered. */
export function reasonOf(
  run: Pick<Run, 'results' | 'expectations'>,
  cause: Pick<Finding, 'fingerprint'>,
): string | undefined {
  const reasons = [...new Set(registered(run, cause).map(({ reason }) => reason.trim()))];
  return reasons.length === 0 ? undefined : reasons.join(' ');
}
