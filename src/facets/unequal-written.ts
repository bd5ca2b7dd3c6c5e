/**
 * Removes what is equal in two observations before normalising: most of a manifest, and all of a documentation page, need not be
 * normalised.
 */

import { isObject, type Json, type JsonObject } from '../config/json.ts';
import { same, unequalYet } from '../diff/unequal.ts';
import type { Artifact, Observation } from '../observe/observation.ts';

type Artifacts = Observation['artifacts'];
/** The facets that are mostly equal. */
export type Written = Pick<Observation, 'artifacts' | 'files' | 'sql' | 'database'>;

/** Keeps only the unequal keys of artifacts that both wrote, and only what differs of everything else that both have. */
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
  const pairs = Object.entries(reference).flatMap(([name, own]) => {
    const other = candidate[name];
    return other && isObject(own.content) && isObject(other.content)
      ? [[name, own, other, unequalYet(own.content, other.content) ?? [{}, {}]] as const]
      : [];
  });
  const side = (all: Artifacts, which: 0 | 1) => ({
    ...all,
    ...Object.fromEntries(
      pairs.map(([name, own, other, parts]): [string, Artifact] => [
        name,
        { ...(which === 0 ? own : other), content: { ...(parts[which] as JsonObject) } },
      ]),
    ),
  });
  return [side(reference, 0), side(candidate, 1)];
}
