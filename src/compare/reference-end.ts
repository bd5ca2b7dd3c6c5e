/** Whether the reference did what a case expects of it. If not, nothing can be said about the candidate. */

import { type Case, type EngineStep, type Outcome, outcomeOf } from '../cases/case.ts';
import { failureLine } from '../dbt/failure-line.ts';
import type { CaseResult } from '../findings/verdict.ts';
import type { Observation } from '../observe/observation.ts';

/** What the reference showed in one engine step. */
interface Shown {
  /** Index of the step in its case. */
  readonly step: number;
  readonly observation: Pick<Observation, 'exit' | 'stdout' | 'stderr' | 'events'>;
}

const named: Readonly<Record<Outcome, string>> = {
  success: 'success',
  failure: 'a failure',
  'usage-error': 'a usage error',
};

/** Whether each step of the reference ended in time and as the case expects. */
export const endsAsExpected = (one: Case, shown: readonly Shown[]): boolean =>
  shown.every((each) => faultOf(one, each) === undefined);

/**
 * The first step of the reference that ran into a limit or ended in another way than the case expects.
 * @param command the reference's program, as a user types it.
 * @returns undefined where there is none.
 */
export function referenceFault(
  one: Case,
  shown: readonly Shown[],
  command: string,
): Pick<CaseResult, 'reason' | 'referenceFailed'> | undefined {
  for (const each of shown) {
    const fault = faultOf(one, each);
    if (!fault) continue;
    const { engine } = stepOf(one, each);
    const typed = [command, ...wordsBeforeOptions(engine)].join(' ');
    return { ...fault, reason: `step ${each.step + 1} (${typed}): ${fault.reason}` };
  }
  return undefined;
}

function faultOf(
  one: Case,
  shown: Shown,
): (Pick<CaseResult, 'referenceFailed'> & { readonly reason: string }) | undefined {
  const { exit } = shown.observation;
  // Two sides that are cut off look alike. What the other should do is not known.
  if (exit.limit !== null) return { reason: `the reference exceeded a limit (${exit.limit})` };
  const expected = [stepOf(one, shown).expect ?? 'success'].flat();
  const outcome = outcomeOf(exit);
  if (expected.includes(outcome)) return undefined;
  const wanted = expected.map((each) => named[each]).join(' or ');
  if (outcome === 'success') return { reason: `the reference succeeded, but the case expects ${wanted}` };
  const what = expected.includes('success') ? 'failed' : `ended in ${named[outcome]} instead of ${wanted}`;
  const why = failureLine(shown.observation) ?? 'no output';
  return { reason: `the reference ${what}: ${why}`, referenceFailed: true };
}

const stepOf = ({ steps }: Case, { step }: Shown) => steps[step] as EngineStep;

const wordsBeforeOptions = (argv: readonly string[]) => {
  const first = argv.findIndex((word) => word.startsWith('-'));
  return first < 0 ? argv : argv.slice(0, first);
};
