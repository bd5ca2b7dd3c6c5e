/** One line that counts verdicts. */
import { counted } from '../facets/wording.ts';
import { verdicts } from '../findings/verdict.ts';
import type { Totals } from './score.ts';

/** `18 cases: 3 same, 2 expected, 12 different, 1 blocked`; verdicts nobody got are left out. */
export function verdictLine(totals: Totals): string {
  const parts = verdicts
    .filter((verdict) => totals[verdict] > 0)
    .map((verdict) => `${totals[verdict]} ${verdict}`);
  return `${counted(totals.cases, 'case')}: ${parts.join(', ') || 'none ran'}`;
}
