/** Stops a run whose reference does not do what cases expect: further cases would say nothing either. */
import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../findings/verdict.ts';

/** Number of cases in which the reference must have failed before a run is stopped. */
const minFailures = 5;

export interface ReferenceWatch {
  readonly note: (result: CaseResult) => void;
  /** The result of a case that is not run because the reference failed in most cases before it. */
  readonly refuse: (testCase: Case) => CaseResult | undefined;
}

/** @param say receives a message when the run is stopped. */
export function watchReference(say: (text: string) => void): ReferenceWatch {
  let [failed, ended, stopped] = [0, 0, false];
  return {
    note({ referenceFailed, reason = '', case: { id } }) {
      ended++;
      if (referenceFailed) failed++;
      if (stopped || failed < minFailures || failed * 2 <= ended) return;
      stopped = true;
      say(`The reference failed in ${failed} of ${ended} cases, so the run stops. ${id}: ${reason}`);
    },
    refuse: (testCase) =>
      stopped
        ? {
            case: testCase,
            verdict: 'skipped',
            reason: `not run: the reference failed in ${failed} of ${ended} cases`,
            referenceFailed: true,
            seconds: { reference: 0, candidate: 0 },
            differences: [],
          }
        : undefined,
  };
}
