import type { Json } from '../../config/json.ts';
import { type Structural, structuralDifferences } from '../../diff/structure.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';
import type { NodeEnd } from './wording.ts';

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

export const artifacts = defineFacet({
  name: 'artifacts',
  label: 'artifacts',
  where: 'In the artifacts',
  about: 'The content of the JSON artifacts that both sides wrote, and whether they match their schema.',
  lookIn: ['artifacts/schemas', 'task/{command}', 'cli/{command}', 'cli/params'],
  strength: 4,
  compare: compareArtifacts,
  kinds,
});

/** As a status is named of a node that was executed, and one that could not be. A test that fails was executed. */
const executed = ['success', 'pass', 'warn', 'fail', 'no-op'];
const failed = ['error', 'runtime error'];

const ofStatus = /^results\/(.+)\/status$/;

interface NodeFailed {
  readonly kind: 'node-failed';
  readonly path: string;
  readonly reference: Json;
  readonly candidate: NodeEnd;
}

/** Among the differences of two `run_results.json`, those about nodes that fail on one side only, with what was said of them. */
export function failedNodes(differences: readonly Structural[]): readonly (Structural | NodeFailed)[] {
  const saidOf = new Map(differences.map(({ path, candidate }) => [path, candidate]));
  return differences.map((difference) => {
    const { path, reference, candidate } = difference;
    const node = ofStatus.exec(path)?.[1];
    if (!node || !executed.includes(String(reference)) || !failed.includes(String(candidate)))
      return difference;
    const says = String(saidOf.get(`results/${node}/message`) ?? '');
    return {
      kind: 'node-failed',
      path,
      reference: reference ?? null,
      candidate: { ended: candidate ?? null, says },
    };
  });
}
