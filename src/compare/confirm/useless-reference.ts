/** Stops a run whose reference does not do what cases expect of it: the rest would say nothing either. */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../findings/verdict.ts';

/** Cases in which the reference must have failed before a run is stopped. */
const enough = 5;

export interface ReferenceWatch {
  readonly note: (result: CaseResult) => void;
  /** The result of a case that is not run, once the reference failed in most of the cases that were. */
  readonly refuse: (one: Case) => CaseResult | undefined;
}

/** @param say receives, once, that the run is stopped. */
export function watchReference(say: (text: string) => void): ReferenceWatch {
  let [failed, ended, stopped] = [0, 0, false];
  return {
    note({ referenceFailed, reason = '', case: one }) {
      ended++;
      if (referenceFailed) failed++;
      if (stopped || failed < enough || failed * 2 <= ended) return;
      stopped = true;
      say(`The reference failed in ${failed} of ${ended} cases, so the run stops. ${one.id}: ${reason}`);
    },
    refuse: (one) =>
      stopped
        ? {
            case: one,
            verdict: 'skipped',
            reason: `not run: the reference failed in ${failed} of ${ended} cases`,
            referenceFailed: true,
            seconds: { reference: 0, candidate: 0 },
            differences: [],
          }
        : undefined,
  };
}
