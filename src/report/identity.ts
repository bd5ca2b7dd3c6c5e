/** What a run says of the names and versions that it replaced before it compared. */
import { counted } from '../facets/wording.ts';
import { type Replaced, sumReplaced } from '../identity/replace.ts';
import type { Side } from '../workspace/workspace.ts';
import type { Run } from './run.ts';

const sides = ['reference', 'candidate'] as const;

/** By side: the strings that each placeholder stands for, and in how many places. */
export const identityOf = ({ results }: Pick<Run, 'results'>): Readonly<Record<Side, Replaced>> => ({
  reference: sumReplaced(results.map(({ identity }) => identity?.reference ?? {})),
  candidate: sumReplaced(results.map(({ identity }) => identity?.candidate ?? {})),
});

/** A sentence for each side of which something was replaced. */
export function identityLines(run: Pick<Run, 'results'>): readonly string[] {
  const all = identityOf(run);
  return sides.flatMap((side) => {
    const parts = Object.entries(all[side]).map(([placeholder, originals]) => part(placeholder, originals));
    return parts.length === 0 ? [] : [`replaced for the ${side}: ${parts.join(', ')}`];
  });
}

/** More strings than these are counted: every set of variables has a checksum of its own. */
const named = 3;

function part(placeholder: string, originals: Replaced[string]): string {
  const strings = Object.keys(originals);
  const places = Object.values(originals).reduce((sum, number) => sum + number, 0);
  const shown = strings.length > named ? `${strings.length} values` : strings.join(' or ');
  return `${placeholder} is ${shown} (${counted(places, 'place')})`;
}
