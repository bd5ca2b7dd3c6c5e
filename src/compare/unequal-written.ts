/**
 * What two observations hold without what is equal in it as it was written: nothing need be taken out of that, and most of a
 * manifest, and all of a documentation page, is equal.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Artifact, FileChange, Observation } from '../observe/observation.ts';
import type { Tree } from './keyed.ts';
import { isTree, unequalYet } from './unequal.ts';

type Artifacts = Observation['artifacts'];
type Files = Observation['files'];
/** The facets that are large and mostly equal. */
export type Written = Pick<Observation, 'artifacts' | 'files'>;

/** Of artifacts that both wrote, only members of objects that differ; of files that both have, only those that differ. */
export function unequalWritten(
  reference: Written,
  candidate: Written,
): readonly [reference: Written, candidate: Written] {
  const artifacts = unequalArtifacts(reference.artifacts, candidate.artifacts);
  const files = unequalFiles(reference.files, candidate.files);
  return [
    { artifacts: artifacts[0], files: files[0] },
    { artifacts: artifacts[1], files: files[1] },
  ];
}

function unequalFiles(reference: Files, candidate: Files): readonly [Files, Files] {
  const differs = ([name]: [string, FileChange]) => !isDeepStrictEqual(reference[name], candidate[name]);
  const side = (files: Files) => Object.fromEntries(Object.entries(files).filter(differs));
  return [side(reference), side(candidate)];
}

function unequalArtifacts(reference: Artifacts, candidate: Artifacts): readonly [Artifacts, Artifacts] {
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
