/** Titles of causes: first what the user loses, last the commands. */

import { commandWords } from '../../dbt/invocations.ts';
import type { Difference } from '../../facets/difference.ts';
import { sentenceOf } from '../../facets/registry.ts';
import { shortened } from '../../facets/wording.ts';
import { editOf } from './edit.ts';
import { ofMove } from './moved.ts';
import { withMoreKeys, withPart } from './title-details.ts';
import { forAllNodes, inStepOf, moreOptions, moreViolations, ofNodes } from './title-of-several.ts';

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
  /** The differences that the cause is named after, first those of the case that shows it best. */
  readonly leads: readonly Difference[];
  /** All its differences. */
  readonly group?: readonly Difference[];
  /** As typed, in the order of the differences. */
  readonly commands: readonly string[];
  /** For the step of the first difference, if known. */
  readonly why?: Why | undefined;
}

export function titleOfCause({ leads, group = leads, commands, why }: Titled): string {
  const where = ` (${commandList(commands)})`;
  const room = longest - where.length;
  const titles = titlesOf(leads, group, why);
  const fitting = titles.map((title) => shortened(title, room)).find((title) => !title.endsWith('…'));
  return `${fitting ?? shortened(titles.at(-1) as string, room).replace(/\s*…$/, '…')}${where}`;
}

/** The most specific title first. If it is too long, the next is used. */
function titlesOf(
  leads: readonly Difference[],
  group: readonly Difference[],
  why: Why | undefined,
): readonly string[] {
  const lead = leads[0] as Difference;
  if (lead.kind === 'exit-code') return [sentenceOf(withReasons(lead, why))];
  const special =
    ofNodes(leads) ?? ofInvocation(leads) ?? ofCall(lead) ?? ofMove(lead, inStepOf(lead, group));
  if (special !== undefined) return [special];
  const title = `${forAllNodes(sentenceOf(lead), leads)}${moreOptions(leads)}${moreViolations(lead, group)}`;
  const titles = [...withMoreKeys(title, lead, group), title];
  return [...titles.flatMap((each) => withPart(each, lead)), ...titles];
}

/** An exit with the lines that say why each side failed, instead of the last lines that were printed. */
export function withReasons(difference: Difference, why: Why | undefined): Difference {
  if (difference.kind !== 'exit-code') return difference;
  const says = (side: 'reference' | 'candidate') => ({
    ...difference[side],
    says: why?.[side] ?? difference[side].says,
  });
  return { ...difference, reference: says('reference'), candidate: says('candidate') };
}

/** The command of an engine step: `docs generate`. Undefined for other steps. */
export function commandIn(step: object | undefined): string | undefined {
  const argv = step && 'engine' in step ? (step.engine as readonly string[]) : undefined;
  return argv && (commandWords(argv) ?? argv[0]);
}

const commandList = (commands: readonly string[]) =>
  [
    commands.slice(0, most).join(', '),
    ...(commands.length > most ? [`+${commands.length - most}`] : []),
  ].join(' ');

/** The engine is not invoked, so what it prints, logs and writes is missing. */
function ofInvocation(leads: readonly Difference[]): string | undefined {
  const log = leads.find(
    (difference) => difference.facet === 'events' && difference.kind === 'output-missing',
  );
  if (!leads[0]?.fingerprint.startsWith('invocation-missing-') || log?.kind !== 'output-missing')
    return undefined;
  const [first] = log.reference as readonly { readonly command: string }[];
  return `does not invoke dbt ${first?.command ?? ''}`.trimEnd();
}

/** Options with which dbt is called additionally, or no longer. */
function ofCall(lead: Difference): string | undefined {
  const edit = lead.path.endsWith('/args/invocation_command') ? editOf(lead) : undefined;
  const options = (text: string) => [...new Set(text.match(/(?<!\S)--[a-z][\w-]*/g))];
  const [removed, added] = [options(edit?.removed ?? ''), options(edit?.added ?? '')];
  if (added.length > 0) return `calls dbt with ${added.join(', ')}`;
  return removed.length > 0 ? `calls dbt without ${removed.join(', ')}` : undefined;
}
