import { structuralDifferences } from '../../diff/structure.ts';
import type { Comparator, DifferenceOf } from '../facet.ts';
import { failedNodes } from './failed-nodes.ts';
import type { kinds } from './kinds.ts';

/** The content of each artifact both sides wrote, and whether it keeps to its schema. Missing ones are the files facet’s. */
export const compareArtifacts: Comparator<'artifacts', typeof kinds> = (reference, candidate) =>
  Object.keys(reference.artifacts).flatMap((name): readonly DifferenceOf<'artifacts', typeof kinds>[] => {
    const [r, c] = [reference.artifacts[name], candidate.artifacts[name]];
    if (!r || !c) return [];
    const facet = 'artifacts' as const;
    if (r.content !== null && c.content === null)
      return [{ facet, kind: 'artifact-unreadable', path: name, candidate: c.invalid }];
    const invalid = c.invalid?.filter((violation) => !r.invalid?.includes(violation)) ?? [];
    return [
      ...invalid.map((violation) => ({
        facet,
        kind: 'artifact-invalid' as const,
        path: name,
        candidate: violation,
      })),
      ...failedNodes(structuralDifferences(r.content, c.content)).map((difference) => ({
        ...difference,
        facet,
        path: `${name}#/${difference.path}`,
      })),
    ];
  });
