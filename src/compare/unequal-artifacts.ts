/** Artifacts without what is equal in them as they were written: nothing need be taken out of it, and most of a manifest is. */
import type { Artifact, Observation } from '../observe/observation.ts';
import type { Tree } from './keyed.ts';
import { isTree, unequalYet } from './unequal.ts';

type Artifacts = Observation['artifacts'];

/** The artifacts of both sides; in those that both wrote, only members of objects that differ. */
export function unequalArtifacts(
  reference: Artifacts,
  candidate: Artifacts,
): readonly [reference: Artifacts, candidate: Artifacts] {
  const pairs = Object.entries(reference).flatMap(([name, one]) => {
    const other = candidate[name];
    return other && isTree(one.content) && isTree(other.content)
      ? [[name, one, other, unequalYet(one.content, other.content) ?? [{}, {}]] as const]
      : [];
  });
  const side = (all: Artifacts, which: 0 | 1) => ({
    ...all,
    ...Object.fromEntries(
      pairs.map(([name, one, other, parts]): [string, Artifact] => [
        name,
        { ...(which === 0 ? one : other), content: { ...(parts[which] as Tree) } },
      ]),
    ),
  });
  return [side(reference, 0), side(candidate, 1)];
}
