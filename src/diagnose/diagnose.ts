/** Groups differences into findings: one cause, one issue. */
import type { Difference } from '../compare/difference.ts';
import { fingerprintOf } from '../compare/fingerprint.ts';
import { impacts } from '../facets/impact.ts';
import { fixOf, titleOf } from '../facets/registry.ts';
import type { Expectation } from '../judge/expectation.ts';
import type { CaseResult } from '../judge/verdict.ts';
import type { Finding } from './finding.ts';
import { findSuspects } from './suspects.ts';

export interface Diagnosed {
  readonly results: readonly CaseResult[];
  readonly candidate: { readonly command: string };
  /** Of the candidate's own package; see `modulesOf`. */
  readonly modules: readonly string[];
  /** Those the differences were matched against. */
  readonly expectations: readonly Expectation[];
}

/** Findings of a run, in no particular order. */
export function diagnose(run: Diagnosed): readonly Finding[] {
  const { results, expectations } = run;
  const groups = Map.groupBy(
    results.flatMap((result) => result.differences),
    (difference) => difference.fingerprint,
  );
  const commandOf = new Map(results.map((result) => [result.case.id, result.case.command]));
  const statusOf = new Map(expectations.map(({ id, status }) => [id, status]));
  return [...groups.values()].map((group) => toFinding(group, commandOf, statusOf, run));
}

function toFinding(
  group: readonly Difference[],
  commandOf: ReadonlyMap<string, string>,
  statusOf: ReadonlyMap<string, Expectation['status']>,
  { candidate, modules }: Diagnosed,
): Finding {
  const lead = leadOf(group);
  const cases = [...new Set(group.map((difference) => difference.case))];
  const commands = [...new Set(cases.map((id) => commandOf.get(id) ?? id))];
  return {
    fingerprint: lead.fingerprint,
    title: `${whoOf(candidate.command, commands)} ${titleOf(lead)}${others(lead, group)}`,
    impact: impacts.find((impact) => group.some((one) => one.impact === impact)) ?? lead.impact,
    kind: lead.kind,
    commands,
    cases,
    count: group.length,
    suspects: findSuspects(lead, commands, modules),
    suggestedFix: fixOf(lead),
    standing: standingOf(
      group.map(({ expectation }) => (expectation ? statusOf.get(expectation) : undefined)),
    ),
  };
}

/** The difference that the others follow from, where some do; the plainest of them, whose kind the fingerprint is of. */
function leadOf(group: readonly Difference[]): Difference {
  const leads = group.filter((one) => fingerprintOf(one) === one.fingerprint);
  const plain = leads.find(({ facet, kind, fingerprint }) => fingerprint.startsWith(`${facet}-${kind}-`));
  return plain ?? leads[0] ?? (group[0] as Difference);
}

/** How many more options a finding is about. */
function others({ kind, path }: Difference, group: readonly Difference[]): string {
  if (kind !== 'option-missing') return '';
  const more = new Set(group.filter((one) => one.kind === kind && one.path !== path).map((one) => one.path));
  return more.size > 0 ? ` and ${more.size} more ${more.size === 1 ? 'option' : 'options'}` : '';
}

/** The least excused of its differences decides. */
const standingOf = (statuses: readonly (Expectation['status'] | undefined)[]): Finding['standing'] =>
  statuses.includes(undefined) ? 'new' : statuses.includes('known') ? 'known' : 'intended';

/** Who does what differently: the first words of a title. */
const whoOf = (program: string, commands: readonly string[]): string =>
  `${program} ${commands.length === 1 ? commands[0] : `(${commands.join(', ')})`}`;
