/** What each side did in one step, for an issue: how it ended and why, what it started, which nodes it ran. */
import { nodeName } from '../../dbt/unique-id.ts';
import type { Difference } from '../../facets/difference.ts';
import type { Ended } from '../../facets/exit/kinds.ts';
import { counted } from '../../facets/wording.ts';
import type { SideShown, StepShown } from '../../findings/causes/shown.ts';
import type { Json } from '../../observe/observation.ts';
import type { Side } from '../../workspace/workspace.ts';
import { withoutTime } from '../readable.ts';
import { namesOf } from '../wording.ts';
import { code, plain } from './markdown.ts';

/** More command lines, and more nodes, than these are counted. */
const [maxLines, maxNodes] = [8, 6];

/**
 * The paragraph of one side.
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
    ? [
        endOf(shown[side]),
        startedBy(shown[side], command),
        ...nodesOf(shown, side),
        ...exits.filter(({ kind }) => kind === 'processes-left').map((each) => ending(each, side)),
      ]
    : exits.map((each) => ending(each, side)).filter(Boolean);
  const list =
    lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : 'Ends as the other side does.';
  return `**${plain(name)} behavior**\n\n${list}`;
}

/** How it ended, with the line that says why it failed. */
function endOf({ ended, why }: { readonly ended: Json; readonly why?: string }): string {
  const exit =
    typeof ended === 'string' ? `ended by ${code(ended)}` : `exit code ${code(JSON.stringify(ended))}`;
  return why === undefined ? exit : `${exit}: ${code(why)}`;
}

function startedBy({ invocations }: SideShown, command: string): string {
  if (invocations.length === 0) return 'no invocation in its log';
  const lines = invocations.map((line) => code(line.replace(/^\{name\}(?= |$)/, command)));
  return `invocations in its log: ${namesOf(lines, maxLines, ', then ')}`;
}

/** How many nodes ended how; of the candidate also which ones the reference treats differently. */
function nodesOf(shown: StepShown, side: Side): readonly string[] {
  const [r, c] = [shown.reference.nodes, shown.candidate.nodes];
  if (Object.keys({ ...r, ...c }).every((id) => r[id] === c[id])) return [];
  const statuses = Object.values(shown[side].nodes);
  const counts = [...Map.groupBy(statuses, (status) => status)]
    .map(([status, all]) => `${all.length} ${code(status)}`)
    .join(', ');
  const total = counts === '' ? 'no results of nodes' : `${counted(statuses.length, 'node')}: ${counts}`;
  return [total, ...(side === 'candidate' ? otherNodes(r, c) : [])];
}

type Nodes = SideShown['nodes'];

function otherNodes(r: Nodes, c: Nodes): readonly string[] {
  const only = (of: Nodes, other: Nodes) =>
    Object.keys(of)
      .filter((id) => other[id] === undefined)
      .map(nodeName);
  const changed = Object.keys(r).filter((id) => c[id] !== undefined && c[id] !== r[id]);
  const lists = [
    ['does not run', only(r, c)],
    ['also runs', only(c, r)],
    ['ends differently', changed.map((id) => `${nodeName(id)} (${r[id]} → ${c[id]})`)],
  ] as const;
  return lists
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${namesOf(names.map(code), maxNodes)}`);
}

export const isExit = ({ facet }: Difference): boolean => facet === 'exit';

/** How one side ended, as a sentence; empty if the difference is not about that. */
export function ending(difference: Difference, side: Side): string {
  if (difference.kind === 'processes-left')
    return `leaves ${code(JSON.stringify(difference[side]))} processes running`;
  if (difference.kind === 'exit-limit') {
    const cut = difference[side];
    return cut ? `hits the limit ${code(String(cut.ended))}; ${lastLine(cut)}` : 'stays within the limits';
  }
  if (difference.kind !== 'exit-code') return '';
  return `${endOf({ ended: difference[side].ended })}; ${lastLine(difference[side])}`;
}

const lastLine = ({ says }: Ended) =>
  says === '' ? 'it prints nothing' : `the last line is ${code(withoutTime(says))}`;
