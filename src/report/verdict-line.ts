/** One line that counts verdicts. */
import { counted } from '../facets/wording.ts';
import type { Totals } from './score.ts';

const order = ['same', 'expected', 'different', 'unstable', 'blocked', 'error', 'skipped'] as const;

/** `18 cases: 3 same, 2 expected, 12 different, 1 blocked`; verdicts nobody got are left out. */
export function verdictLine(totals: Totals): string {
  const parts = order
    .filter((verdict) => totals[verdict] > 0)
    .map((verdict) => `${totals[verdict]} ${verdict}`);
  return `${counted(totals.cases, 'case')}: ${parts.join(', ') || 'none ran'}`;
}
