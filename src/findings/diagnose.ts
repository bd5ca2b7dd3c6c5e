/** Groups differences into causes: one cause, one issue. */

import { impacts } from '../config/impact.ts';
import { causeOf, type Difference } from '../facets/difference.ts';
import { fixOf } from '../facets/registry.ts';
import type { Cause } from './cause.ts';
import type { StepShown } from './causes/shown.ts';
import { commandIn, titleOfCause, type Why } from './causes/title.ts';
import { byImportance, exampleOf } from './example.ts';
import type { Expectation } from './expectations/expectation.ts';
import { related } from './related.ts';
import type { Code } from './suspects/code-index.ts';
import { fixOf as suggestionOf } from './suspects/fix-of.ts';
import { suspectsOf } from './suspects/suspects-of.ts';
import type { CaseResult } from './verdict.ts';

interface Known {
  /** The command of a difference’s step, as it is typed. */
  readonly commandOf: (difference: Difference) => string;
  readonly statusOf: ReadonlyMap<string, Expectation['status']>;
  /** The lines that say why each side ended as it did in the step of a difference. */
  readonly whyOf: (difference: Difference) => Why | undefined;
  /** By the case. */
  readonly resultOf: ReadonlyMap<string, CaseResult>;
}

export interface Diagnosed {
  readonly results: readonly CaseResult[];
  /** What is known of both engines' code: without it there are no suspects. */
  readonly code?: Code | undefined;
  /** Those the differences were matched against. */
  readonly expectations: readonly Expectation[];
}

/** Causes of a run, in no particular order. */
export function diagnose(run: Diagnosed): readonly Cause[] {
  const { results, expectations } = run;
  const groups = Map.groupBy(
    results.flatMap((result) => result.differences),
    causeOf,
  );
  const argv = new Map(
    results.flatMap(({ case: { id, steps } }) => steps.map((step, n) => [`${id} ${n}`, step] as const)),
  );
  const commandOf = ({ case: id, step }: Difference) => commandIn(argv.get(`${id} ${step}`)) ?? id;
  const statusOf = new Map(expectations.map(({ id, status }) => [id, status]));
  const whys = new Map(
    results.flatMap(({ case: { id }, shown = [] }) =>
      shown.map((step) => [`${id} ${step.step}`, whyOfStep(step)] as const),
    ),
  );
  const whyOf = ({ case: id, step }: Difference) => whys.get(`${id} ${step}`);
  const resultOf = new Map(results.map((result) => [result.case.id, result]));
  const known = { commandOf, statusOf, whyOf, resultOf, code: run.code };
  const found = [...groups.values()].map((group) => toCause(group, known));
  return related(found, results);
}

function toCause(
  group: readonly Difference[],
  { commandOf, statusOf, whyOf, resultOf, code }: Known & Pick<Diagnosed, 'code'>,
): Cause {
  const cases = [...new Set(group.map((difference) => difference.case))];
  const status = standingOf(
    group.map(({ expectation }) => (expectation ? statusOf.get(expectation) : undefined)),
  );
  const cause = { fingerprint: causeOf(group[0] as Difference), status };
  const example = exampleOf(
    cases.flatMap((id) => resultOf.get(id) ?? []),
    cause,
  );
  const leads = leadsOf(group, example?.result.case.id);
  const lead = leads[0] as Difference;
  const commands = [...new Set(group.map(commandOf))];
  const suspects = code ? suspectsOf({ facts: group, commands, index: code }) : [];
  const sentence = fixOf(lead);
  const fix = code ? suggestionOf({ facts: group, index: code, suspects, sentence }) : { text: sentence };
  return {
    fingerprint: cause.fingerprint,
    title: titleOfCause({
      leads,
      group,
      commands: commands.filter((command) => leads.some((difference) => commandOf(difference) === command)),
      why: whyOf(lead),
    }),
    impact: impacts.find((impact) => group.some((difference) => difference.impact === impact)) ?? lead.impact,
    kind: lead.kind,
    commands,
    cases,
    count: group.length,
    suspects,
    suggestedFix: fix.text,
    ...(fix.source && { fixSource: fix.source }),
    status,
  };
}

/**
 * The differences that a cause is named after; all where it has no cause yet. First are those of the case that shows it best, as
 * its issue shows that case.
 */
function leadsOf(group: readonly Difference[], example: string | undefined): readonly Difference[] {
  const named = group.filter((difference) => difference.fingerprint === causeOf(difference));
  return (named.length > 0 ? named : group).toSorted(
    (a, b) => Number(b.case === example) - Number(a.case === example) || byImportance(a, b),
  );
}

const whyOfStep = ({ reference, candidate }: StepShown): Why => ({
  ...(reference.why !== undefined && { reference: reference.why }),
  ...(candidate.why !== undefined && { candidate: candidate.why }),
});

/** The least excused of its differences decides. */
const standingOf = (statuses: readonly (Expectation['status'] | undefined)[]): Cause['status'] =>
  statuses.includes(undefined) ? 'new' : statuses.includes('known') ? 'known' : 'intended';
