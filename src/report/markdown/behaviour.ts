/** What each side did in one step, for an issue: how it ended and why, what it started, which nodes it ran. */

import { nodeName } from '../../dbt/unique-id.ts';
import type { Difference } from '../../facets/difference.ts';
import type { Ended } from '../../facets/exit/kinds.ts';
import { counted } from '../../facets/wording.ts';
import type { SideShown, StepShown } from '../../findings/causes/shown.ts';
import { withoutTime } from '../readable.ts';
import type { Sides } from '../sides.ts';
import { code, plain } from './markdown.ts';

type Side = keyof Sides;

/** More command lines, and more nodes, than these are counted. */
const [maxLines, maxNodes] = [8, 6];

/**
 * One side's paragraph.
 * @param shown what both did; absent where a run of an earlier version did not record it.
 * @param command as its log names the engine, where that is a placeholder.
 * @param exits differences in how the step ends, whatever their cause.
 */
export function behaviour(
  { name, side, command }: { readonly name: string; readonly side: Side; readonly command: string },
  shown: StepShown | undefined,
  exits: readonly Difference[],
): string {
  const lines = shown
    ? [endOf(shown[side]), ...startedBy(shown[side], command), ...nodesOf(shown, side)]
    : exits.map((each) => ending(each, side)).filter(Boolean);
  const left = shown ? exits.filter(({ kind }) => kind === 'processes-left') : [];
  const all = [...lines, ...left.map((each) => ending(each, side))];
  return [
    `**${plain(name)} behavior**`,
    all.length > 0 ? all.map((line) => `- ${line}`).join('\n') : 'Ends as the other side does.',
  ].join('\n\n');
}

/** The line that says why, where it failed. */
function endOf({ ended, why }: SideShown): string {
  const exit = typeof ended === 'number' ? `exit code ${code(String(ended))}` : `ended by ${code(ended)}`;
  return why === undefined ? exit : `${exit}: ${code(why)}`;
}

function startedBy({ invocations }: SideShown, command: string): readonly string[] {
  if (invocations.length === 0) return ['no invocation in its log'];
  const rest = invocations.length - maxLines;
  const named = invocations.slice(0, maxLines).map((line) => code(line.replace(/^\{name\}(?= |$)/, command)));
  const shown = named.join(', then ');
  return [`invocations in its log: ${shown}${rest > 0 ? ` and ${rest} more` : ''}`];
}

/** How many nodes ended how, and, of the candidate, which ones the other side treats in another way. */
function nodesOf(shown: StepShown, side: Side): readonly string[] {
  const [r, c] = [shown.reference.nodes, shown.candidate.nodes];
  const own = shown[side].nodes;
  const same = Object.entries({ ...r, ...c }).every(([id]) => r[id] === c[id]);
  if (same) return [];
  const statuses = Map.groupBy(Object.values(own), (status) => status);
  const counts = [...statuses].map(([status, all]) => `${all.length} ${code(status)}`).join(', ');
  const total = counts === '' ? 'no results of nodes' : counted(Object.keys(own).length, 'node');
  return [counts === '' ? total : `${total}: ${counts}`, ...(side === 'candidate' ? otherNodes(r, c) : [])];
}

type Nodes = SideShown['nodes'];

function otherNodes(r: Nodes, c: Nodes): readonly string[] {
  const only = (of: Nodes, other: Nodes) => Object.keys(of).filter((id) => other[id] === undefined);
  const changed = Object.keys(r).filter((id) => c[id] !== undefined && c[id] !== r[id]);
  return [
    ...named('does not run', only(r, c), nodeName),
    ...named('also runs', only(c, r), nodeName),
    ...named('ends differently', changed, (id) => `${nodeName(id)} (${r[id]} → ${c[id]})`),
  ];
}

function named(what: string, ids: readonly string[], nameOf: (id: string) => string): readonly string[] {
  if (ids.length === 0) return [];
  const rest = ids.length - maxNodes;
  const names = ids.slice(0, maxNodes).map((id) => code(nameOf(id)));
  return [`${what}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}

export const isExit = ({ facet }: Difference): boolean => facet === 'exit';

/** How one side ended, as a sentence; nothing where the difference is not about that. */
export function ending(difference: Difference, side: Side): string {
  if (difference.kind === 'processes-left')
    return `leaves ${code(JSON.stringify(difference[side]))} processes running`;
  if (difference.kind === 'exit-limit') {
    const cut = difference[side];
    return cut ? `hits the limit ${code(String(cut.ended))}; ${lastLine(cut)}` : 'stays within the limits';
  }
  if (difference.kind !== 'exit-code') return '';
  const { ended } = difference[side];
  const exit =
    typeof ended === 'string' ? `ended by ${code(ended)}` : `exit code ${code(JSON.stringify(ended))}`;
  return `${exit}; ${lastLine(difference[side])}`;
}

const lastLine = ({ says }: Ended) =>
  says === '' ? 'it prints nothing' : `the last line is ${code(withoutTime(says))}`;
