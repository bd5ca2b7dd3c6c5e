/** Adaptations that a run shows to be stale: the engine takes the project as it is. */
import type { Adaptation } from '../../cases/adaptation.ts';
import type { Side } from '../../workspace/workspace.ts';
import { type CaseResult, compared } from '../verdict.ts';
import type { ToFix } from './to-fix.ts';

/** An adaptation, and for whom it was applied. */
type Applied = Pick<Adaptation, 'id' | 'file' | 'as_is'> & { readonly side: Side };

/**
 * @param adaptations of both sides; those of the reference are judged where it is the candidate.
 * @param planned ids of all cases there are.
 * @param results of a run; where the case of an adaptation is not among them, nothing is known of it.
 */
export function adaptationsToFix(
  adaptations: readonly Applied[],
  planned: readonly string[],
  results: readonly CaseResult[],
): readonly ToFix[] {
  return adaptations.flatMap(({ side, id, file, as_is }) => {
    if (side === 'reference') return [];
    const fix = (why: string) => [{ file, id, why }];
    if (!planned.includes(as_is)) return fix(`names an unknown case: ${as_is}`);
    const shown = results.find((result) => result.case.id === as_is && compared.includes(result.verdict));
    return shown?.exits?.at(-1)?.candidate === 0 ? fix(`is not needed: ${as_is} succeeds without it`) : [];
  });
}
