/**
 * What two observations hold without what is equal in it as it was written: nothing need be taken out of that, and most of a
 * manifest, and all of a documentation page, is equal.
 */

import type { Json } from '../config/json.ts';
import type { Artifact, Observation } from '../observe/observation.ts';
import type { Tree } from './keyed.ts';
import { isTree, same, unequalYet } from './unequal.ts';

type Artifacts = Observation['artifacts'];
/** The facets that are mostly equal, each by names. */
export type Written = Pick<Observation, 'artifacts' | 'files' | 'sql' | 'database'>;

/** Of artifacts that both wrote, only members of objects that differ; of all else that both have, only what differs. */
export function unequalWritten(
  reference: Written,
  candidate: Written,
): readonly [reference: Written, candidate: Written] {
  const artifacts = unequalArtifacts(reference.artifacts, candidate.artifacts);
  const files = unequalMembers(reference.files, candidate.files);
  const sql = unequalMembers(reference.sql, candidate.sql);
  const database = unequalMembers(reference.database, candidate.database);
  return [
    { artifacts: artifacts[0], files: files[0], sql: sql[0], database: database[0] },
    { artifacts: artifacts[1], files: files[1], sql: sql[1], database: database[1] },
  ];
}

type Members<T> = Readonly<Record<string, T>>;

function unequalMembers<T>(reference: Members<T>, candidate: Members<T>): readonly [Members<T>, Members<T>] {
  const isEqual = (name: string) =>
    Object.hasOwn(reference, name) &&
    Object.hasOwn(candidate, name) &&
    same(reference[name] as Json, candidate[name] as Json);
  const equal = new Set(Object.keys(reference).filter(isEqual));
  const side = (all: Members<T>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !equal.has(name)));
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
