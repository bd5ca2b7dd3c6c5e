/** Causes in the order in which reports list them, each with the case that shows it best. */

import { impacts } from '../config/impact.ts';
import type { Difference } from '../facets/difference.ts';
import type { Cause } from '../findings/cause.ts';
import type { StepShown } from '../findings/causes/shown.ts';
import { exampleOf } from '../findings/example.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { slug } from './markdown/markdown.ts';
import { oncePerRun, type Run } from './run.ts';

const statuses: readonly Cause['status'][] = ['new', 'known', 'intended'];

export interface Ranked {
  readonly finding: Cause;
  /** Of its issue, from 1; null if it is intended. */
  readonly number: number | null;
  /** `issues/<n>-<slug>.md`; null if it is intended. */
  readonly issueFile: string | null;
  /** The case that shows it best; see `exampleOf`. */
  readonly example: CaseResult | undefined;
  /** Its differences in that case. */
  readonly differences: readonly Difference[];
}

/** New causes first, intended ones last; then by impact, number of commands and number of cases. */
export const rankCauses = oncePerRun((run: Pick<Run, 'findings' | 'results'>): readonly Ranked[] => {
  const sorted = run.findings.toSorted(
    (a, b) =>
      statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
      impacts.indexOf(a.impact) - impacts.indexOf(b.impact) ||
      b.commands.length - a.commands.length ||
      b.cases.length - a.cases.length ||
      // By code unit, not by locale: the numbers of issues do not depend on the machine.
      (a.title < b.title ? -1 : Number(a.title > b.title)),
  );
  return sorted.map((finding, index) => {
    const number = finding.status === 'intended' ? null : index + 1;
    const example = exampleOf(run.results, finding);
    return {
      finding,
      number,
      issueFile: number === null ? null : `issues/${number}-${slug(finding.title)}.md`,
      example: example?.result,
      differences: example?.differences ?? [],
    };
  });
});

/** What both sides did in the step of the example that shows it first. */
export const shownIn = ({ example, differences: [first] }: Ranked): StepShown | undefined =>
  example?.shown?.find(({ step }) => step === first?.step);
