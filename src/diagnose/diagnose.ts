/** Groups differences into findings: one cause, one issue. */
import { stripVTControlCharacters } from 'node:util';
import { type Difference, kinds } from '../compare/difference.ts';
import { fingerprintOf } from '../compare/fingerprint.ts';
import type { Expectation } from '../judge/expectation.ts';
import type { CaseResult } from '../judge/verdict.ts';
import type { Code } from '../suspects/code-index.ts';
import { fixOf } from '../suspects/fix-of.ts';
import { suspectsOf } from '../suspects/suspects-of.ts';
import type { Finding } from './finding.ts';

export interface Diagnosed {
  readonly results: readonly CaseResult[];
  readonly candidate: { readonly command: string };
  /** What is known of both engines' code: without it there are no suspects. */
  readonly code?: Code | undefined;
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
  { candidate, code }: Diagnosed,
): Finding {
  const lead = leadOf(group);
  const cases = [...new Set(group.map((difference) => difference.case))];
  const commands = [...new Set(cases.map((id) => commandOf.get(id) ?? id))];
  const suspects = code ? suspectsOf({ facts: group, commands, index: code }) : [];
  const sentence = kinds[lead.kind].fix;
  const fix = code ? fixOf({ facts: group, index: code, suspects, sentence }) : { text: sentence };
  return {
    fingerprint: lead.fingerprint,
    title: titleOf(lead, candidate.command, commands) + others(lead, group),
    severity: lead.severity,
    kind: lead.kind,
    commands,
    cases,
    count: group.length,
    suspects,
    suggestedFix: fix.text,
    ...(fix.source && { fixSource: fix.source }),
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
  return more.size > 0 ? `, nor ${more.size} others` : '';
}

/** The least excused of its differences decides. */
const standingOf = (statuses: readonly (Expectation['status'] | undefined)[]): Finding['standing'] =>
  statuses.includes(undefined) ? 'new' : statuses.includes('known') ? 'known' : 'intended';

/** The title line of an issue: who does what otherwise, and where. */
function titleOf(lead: Difference, program: string, commands: readonly string[]): string {
  const who = `${program} ${commands.length === 1 ? commands[0] : `(${commands.join(', ')})`}`;
  const shown = (value: unknown) =>
    typeof value === 'object' && value !== null && 'ended' in value
      ? String(value.ended)
      : JSON.stringify(value ?? null);
  const title = kinds[lead.kind].title
    .replaceAll('{path}', lead.path)
    .replaceAll('{facet}', lead.facet)
    .replaceAll('{reference}', shown(lead.reference))
    .replaceAll('{candidate}', shown(lead.candidate));
  return `${who} ${title}${detailOf(lead)}`;
}

/** For a line or an exit: what was said, so that two findings of one kind can be told apart by their titles. */
function detailOf({ kind, facet, reference, candidate }: Difference): string {
  if (kind === 'exit-code' || kind === 'node-failed') {
    const says = (candidate as { says?: string } | undefined)?.says;
    return says ? `: ${excerpt(says)}` : ', saying nothing';
  }
  if (facet !== 'stdout' && facet !== 'stderr' && facet !== 'statements') return '';
  const text = [reference, candidate].find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof text === 'string' ? `: ${excerpt(text)}` : '';
}

const excerpt = (text: string) => {
  const plain = stripVTControlCharacters(text)
    .replace(/^\s*\/\*[\s\S]*?\*\/\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > 70 ? `${plain.slice(0, 69)}…` : plain;
};
