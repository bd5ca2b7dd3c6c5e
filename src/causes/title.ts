/** Titles of causes: what the user loses first, the commands last. */
import type { Difference } from '../compare/difference.ts';
import { commandWords } from '../facets/command-words.ts';
import { sentenceOf, subjectOf } from '../facets/registry.ts';
import { counted, nodeName, shortened } from '../facets/wording.ts';
import { editOf } from './edit.ts';
import { withMoreKeys } from './more-keys.ts';
import { ofMove } from './moved.ts';
import { renamedNodes } from './renamed.ts';
import { nodeOf } from './subject.ts';
import { withPart } from './with-part.ts';

/** Characters of a title. */
const longest = 90;
/** Commands that a title names; the others are counted. */
const most = 2;

/** The lines that say why each side ended as it did. */
export interface Why {
  readonly reference?: string | undefined;
  readonly candidate?: string | undefined;
}

export interface Titled {
  /** The differences that the cause is named after, the first of them in the case that shows it. */
  readonly leads: readonly Difference[];
  /** All its differences. */
  readonly group?: readonly Difference[];
  /** As they are typed, in the order in which they show it. */
  readonly commands: readonly string[];
  /** Of the step of the first difference, where that is known. */
  readonly why?: Why | undefined;
}

export function titleOfCause({ leads, group = leads, commands, why }: Titled): string {
  const where = ` (${commandList(commands)})`;
  const room = longest - where.length;
  const titles = titlesOf(leads, group, why);
  const fitting = titles.map((title) => shortened(title, room)).find((title) => !title.endsWith('…'));
  return `${fitting ?? shortened(titles.at(-1) as string, room).replace(/\s*…$/, '…')}${where}`;
}

/** From the most telling on: where that is too long, the next. */
function titlesOf(
  leads: readonly Difference[],
  group: readonly Difference[],
  why: Why | undefined,
): readonly string[] {
  const lead = leads[0] as Difference;
  if (lead.kind === 'exit-code') return [sentenceOf(withReasons(lead, why))];
  const special =
    ofNodes(leads) ??
    ofInvocation(leads) ??
    ofCall(lead) ??
    ofMove(
      lead,
      group.filter((one) => one.case === lead.case && one.step === lead.step),
    );
  if (special !== undefined) return [special];
  const title = `${forAllNodes(sentenceOf(lead), leads)}${moreOptions(leads)}${moreViolations(lead, group)}`;
  const titles = [...withMoreKeys(title, lead, group), title];
  return [...titles.flatMap((one) => withPart(one, lead)), ...titles];
}

/** How a step ends, with the lines that say why: the last lines need not. */
export function withReasons(difference: Difference, why: Why | undefined): Difference {
  if (difference.kind !== 'exit-code') return difference;
  const says = (side: 'reference' | 'candidate') => ({
    ...difference[side],
    says: why?.[side] ?? difference[side].says,
  });
  return { ...difference, reference: says('reference'), candidate: says('candidate') };
}

/** The words of a command line before its options and arguments: `docs generate`. Undefined for other steps. */
export function commandIn(step: object | undefined): string | undefined {
  const argv = step && 'engine' in step ? (step.engine as readonly string[]) : undefined;
  return argv && (commandWords(argv) ?? argv[0]);
}

const commandList = (commands: readonly string[]) =>
  [
    commands.slice(0, most).join(', '),
    ...(commands.length > most ? [`+${commands.length - most}`] : []),
  ].join(' ');

/** Where several nodes run, or end, differently in one step: how many, and one of them. */
function ofNodes(leads: readonly Difference[]): string | undefined {
  const [first] = leads;
  if (!first?.fingerprint.startsWith('nodes-')) return undefined;
  const inStep = leads.filter((one) => one.case === first.case && one.step === first.step);
  const unskipped = inStep.filter(
    ({ path, reference }) => reference === 'skipped' && /#\/results\/[^/]+\/status$/.test(path),
  );
  if (unskipped.length > 1) return `runs ${counted(unskipped.length, 'node')} instead of skipping them`;
  const results = inStep.filter(
    ({ facet, path }) => facet === 'artifacts' && /#\/results\/[^/]+$/.test(path),
  );
  const nodes = [
    ...new Set((results.length > 0 ? results : inStep).map(nodeOf).filter((id) => id !== undefined)),
  ];
  const renamed = new Set(renamedNodes(inStep).values());
  if (renamed.size > 0) return `gives ${testsOf([...renamed])} another unique id`;
  // A total says less than what is missing or added of a node.
  const isTotal = nodeOf(first) === undefined;
  const ofNode = inStep.find((one) => nodeOf(one) !== undefined && /-(missing|added)$/.test(one.kind));
  const [lead = (isTotal ? ofNode : undefined) ?? first] = results;
  const isMissing = lead.kind.endsWith('-missing');
  const [node, ...others] = nodes;
  if (node === undefined || !(isMissing || lead.kind.endsWith('-added'))) return undefined;
  if (others.length === 0 && !isTotal) return undefined;
  const also = others.length === 0 ? '' : ` and ${counted(others.length, 'other node')}`;
  return `${isMissing ? 'does not run' : 'also runs'} ${nodeName(node)}${also}`;
}

const testsOf = (names: readonly string[]) =>
  names.length === 1 ? (names[0] as string) : counted(names.length, 'test');

function moreOptions([first, ...others]: readonly Difference[]): string {
  if (first?.kind !== 'option-missing' && first?.kind !== 'option-added') return '';
  const more = new Set(
    others.filter((one) => one.kind === first.kind && one.path !== first.path).map(({ path }) => path),
  );
  return more.size > 0 ? ` and ${counted(more.size, 'more option')}` : '';
}

/** Rules of the schema that the same artifact breaks in the same step. */
function moreViolations(lead: Difference, group: readonly Difference[]): string {
  if (lead.kind !== 'artifact-invalid') return '';
  const alike = group.filter(
    (one) =>
      one.kind === lead.kind && one.path === lead.path && one.case === lead.case && one.step === lead.step,
  );
  const more = new Set(alike.map(subjectOf)).size - 1;
  return more > 0 ? ` and ${counted(more, 'other violation')}` : '';
}

/** The engine is not invoked, so what it prints, logs and writes is missing. */
function ofInvocation(leads: readonly Difference[]): string | undefined {
  const log = leads.find((one) => one.facet === 'events' && one.kind === 'output-missing');
  if (!leads[0]?.fingerprint.startsWith('invocation-missing-') || log?.kind !== 'output-missing')
    return undefined;
  const [first] = log.reference as readonly { readonly command: string }[];
  return `does not invoke dbt ${first?.command ?? ''}`.trimEnd();
}

/** Options with which dbt is called, or not called. */
function ofCall(lead: Difference): string | undefined {
  const edit = lead.path.endsWith('/args/invocation_command') ? editOf(lead) : undefined;
  const options = (text: string) => [...new Set(text.match(/(?<!\S)--[a-z][\w-]*/g))];
  const [removed, added] = [options(edit?.removed ?? ''), options(edit?.added ?? '')];
  if (added.length > 0) return `calls dbt with ${added.join(', ')}`;
  return removed.length > 0 ? `calls dbt without ${removed.join(', ')}` : undefined;
}

/** A title that names one of several nodes names their number instead. */
function forAllNodes(title: string, leads: readonly Difference[]): string {
  const [first] = leads;
  const id = first && nodeOf(first);
  if (!first || id === undefined) return title;
  const inStep = leads.filter((one) => one.case === first.case && one.step === first.step);
  const nodes = [...new Set(inStep.map(nodeOf).filter((node) => node !== undefined))];
  if (nodes.length < 2) return title;
  const types = new Set(nodes.map((node) => node.replace(/\..*/, '')));
  const [type = 'node'] = types.size === 1 ? types : ['node'];
  return title.replace(nodeName(id), counted(nodes.length, type.replace('_', ' ')));
}
