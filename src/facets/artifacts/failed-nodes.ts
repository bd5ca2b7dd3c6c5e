import type { Structural } from '../../diff/structure.ts';
import type { Json } from '../../observe/observation.ts';
import type { NodeEnd } from './in-words.ts';

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
