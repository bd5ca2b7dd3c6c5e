/** Whether the reference did what a case expects. If it did not, nothing can be said about the candidate. */

import { type Case, type EngineStep, type Outcome, outcomeOf } from '../cases/case.ts';
import { failureLine } from '../dbt/failure-line.ts';
import type { CaseResult } from '../findings/verdict.ts';
import type { Observation } from '../observe/observation.ts';

/** What the reference showed in a step. */
interface Shown {
  /** Index of the step in its case. */
  readonly step: number;
  readonly observation: Pick<Observation, 'exit' | 'stdout' | 'stderr' | 'events'>;
}

type Fault = Pick<CaseResult, 'referenceFailed'> & { readonly reason: string };

/** Whether each step of the reference ended in time and as the case expects. */
export const endsAsExpected = (testCase: Case, shown: readonly Shown[]): boolean =>
  shown.every((each) => faultOf(testCase, each) === undefined);

/**
 * The first step of the reference that exceeded a limit or did not end as the case expects; undefined if there is none.
 * @param command of the reference, as a user types it.
 */
export function referenceFault(testCase: Case, shown: readonly Shown[], command: string): Fault | undefined {
  for (const each of shown) {
    const fault = faultOf(testCase, each);
    if (!fault) continue;
    const { engine } = stepOf(testCase, each);
    const option = engine.findIndex((argument) => argument.startsWith('-'));
    const typed = [command, ...(option < 0 ? engine : engine.slice(0, option))].join(' ');
    return { ...fault, reason: `step ${each.step + 1} (${typed}): ${fault.reason}` };
  }
  return undefined;
}

const texts: Readonly<Record<Outcome, string>> = {
  success: 'success',
  failure: 'a failure',
  'usage-error': 'a usage error',
};

function faultOf(testCase: Case, shown: Shown): Fault | undefined {
  const { exit } = shown.observation;
  // Two sides that exceed a limit look alike, and it is not known what the candidate should do.
  if (exit.limit !== null) return { reason: `the reference exceeded a limit (${exit.limit})` };
  const expected = [stepOf(testCase, shown).expect ?? 'success'].flat();
  const outcome = outcomeOf(exit);
  if (expected.includes(outcome)) return undefined;
  const expectedText = expected.map((each) => texts[each]).join(' or ');
  if (outcome === 'success')
    return { reason: `the reference succeeded, but the case expects ${expectedText}` };
  const what = expected.includes('success')
    ? 'failed'
    : `ended in ${texts[outcome]} instead of ${expectedText}`;
  const why = failureLine(shown.observation) ?? 'no output';
  return { reason: `the reference ${what}: ${why}`, referenceFailed: true };
}

const stepOf = ({ steps }: Case, { step }: Shown) => steps[step] as EngineStep;
