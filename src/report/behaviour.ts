/** What each side did, for an issue: its exit, then one difference of each facet. */
import type { Difference } from '../compare/difference.ts';
import type { Ended } from '../facets/exit/kinds.ts';
import { facetOf } from '../facets/registry.ts';
import type { CaseResult } from '../judge/verdict.ts';
import { type Excerpt, excerptOf } from './excerpt.ts';
import { code, fence, plain } from './markdown.ts';
import type { Sides } from './sides.ts';

type Side = keyof Sides;

/** So many facets are shown with their values; the others are counted. */
const maxShown = 3;

/** Of what only one side shows, its beginning and its end say enough. */
const [maxAlone, edge] = [12, 5];

/** A difference shown with its values. */
export interface Shown {
  readonly difference: Difference;
  readonly excerpt: Excerpt;
}

/**
 * Picks what an issue shows of the differences of one step: how it ended first, as everything else may follow from that,
 * then what its finding is named after, then the first difference of each facet.
 */
export function pickShown(differences: readonly Difference[]): readonly Shown[] {
  const [lead, ...rest] = [...differences].sort(
    (a, b) => Number(isExit(b)) - Number(isExit(a)) || Number(isNamesake(b)) - Number(isNamesake(a)),
  );
  if (!lead) return [];
  const firsts = [lead];
  for (const each of rest)
    if (each.step === lead.step && firsts.every(({ facet }) => facet !== each.facet)) firsts.push(each);
  return firsts.slice(0, maxShown).map((difference) => ({ difference, excerpt: excerptOf(difference) }));
}

/**
 * One side's paragraph.
 * @param result the case it is shown by: whether the exit agrees is not always this finding's business.
 */
export function behaviour(
  name: string,
  side: Side,
  shown: readonly Shown[],
  { differences: all, exits: ends }: CaseResult,
): string {
  const step = shown[0]?.difference.step;
  const exits = all.filter((each) => each.step === step && isExit(each));
  const ended =
    exits.length > 0
      ? exits.map((each) => ending(each, side)).join(' ')
      : agreed(ends?.find((each) => each.step === step)?.[side]);
  const others = shown
    .filter(({ difference }) => !isExit(difference))
    .map(({ difference, excerpt }) => {
      const value = excerpt[side];
      return `${where(difference)}${value === null ? ': nothing.' : `:\n\n${fence(excerpt.diff === null ? edges(value) : value)}`}`;
    });
  return [`**${plain(name)} behavior**`, ended, ...others].join('\n\n');
}

function edges(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= maxAlone) return text;
  return [...lines.slice(0, edge), `… ${lines.length - 2 * edge} more lines`, ...lines.slice(-edge)].join(
    '\n',
  );
}

/** `On stdout, at line 3`; some differences are about a facet as a whole. */
const where = ({ facet, path }: Difference): string =>
  path === '' ? facetOf(facet).where : `${facetOf(facet).where}, at ${code(path)}`;

const agreed = (end: number | string | undefined): string =>
  end === undefined
    ? 'Exits as the other side does.'
    : `${typeof end === 'number' ? 'Exit code' : 'Ended by'} ${code(String(end))}, as the other side.`;

export const isExit = ({ facet }: Difference): boolean => facet === 'exit';

/** Whether the cause is named after this difference. */
const isNamesake = (difference: Difference): boolean => difference.fingerprint === difference.cause;

/** How one side ended, as a sentence; nothing where the difference is not about that. */
export function ending(difference: Difference, side: Side): string {
  if (difference.kind === 'processes-left')
    return `Leaves ${code(JSON.stringify(difference[side]))} processes running.`;
  if (difference.kind === 'exit-limit') {
    const cut = difference[side];
    return cut ? `Hits the limit ${code(String(cut.ended))}; ${lastLine(cut)}.` : 'Stays within the limits.';
  }
  if (difference.kind !== 'exit-code') return '';
  // An exit is shown together with the last line said, where there was a line.
  const { ended } = difference[side];
  const exit =
    typeof ended === 'string' ? `Ended by ${code(ended)}` : `Exit code ${code(JSON.stringify(ended))}`;
  return `${exit}; ${lastLine(difference[side])}.`;
}

const lastLine = ({ says }: Ended) => (says === '' ? 'it prints nothing' : `the last line is ${code(says)}`);
