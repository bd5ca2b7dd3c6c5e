/** Which nodes a node needs, as the manifest says, and orders that respect this. */
import { isObject, type Json, valueAt } from '../config/json.ts';

/** The ids of the nodes that each node needs. */
export type Parents = ReadonlyMap<string, readonly string[]>;

/**
 * Reads `parent_map`. A unit test is a child of the model it tests, but runs before it. So here the model needs the test,
 * and the test needs what the model needs.
 * @param manifests contents of `manifest.json`; a later one wins.
 */
export function parentsIn(manifests: readonly Json[]): Parents {
  const maps = manifests.map((manifest) => valueAt(manifest, 'parent_map')).filter(isObject);
  const listed = new Map(maps.flatMap((map) => Object.entries(map).map(([id, ids]) => [id, textsIn(ids)])));
  const parents = new Map(listed);
  for (const [id, models] of listed) {
    if (!id.startsWith('unit_test.')) continue;
    parents.set(
      id,
      models.flatMap((model) => listed.get(model) ?? []),
    );
    for (const model of models) parents.set(model, [...(parents.get(model) ?? []), id]);
  }
  return parents;
}

const textsIn = (value: Json): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/**
 * Sorts items by id. If one of two items needs the other, they keep their order, even if it is the wrong one.
 * @returns the items unchanged if an id occurs twice.
 */
export function inNodeOrder<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  parents: Parents,
): readonly T[] {
  const indices = new Map(items.map((item, index) => [idOf(item), index]));
  if (indices.size !== items.length) return items;
  const indexOf = (id: string) => indices.get(id) as number;
  const earlier = new Map<string, string[]>([...indices.keys()].map((id) => [id, []]));
  for (const id of indices.keys())
    for (const other of neededBy(id, indices, parents)) {
      const [first, second] = indexOf(other) < indexOf(id) ? [other, id] : [id, other];
      earlier.get(second)?.push(first);
    }
  const sorted: T[] = [];
  const done = new Set<string>();
  while (sorted.length < items.length) {
    const next = [...earlier]
      .filter(([id, before]) => !done.has(id) && before.every((other) => done.has(other)))
      .map(([id]) => id);
    for (const id of next.toSorted()) {
      done.add(id);
      sorted.push(items[indexOf(id)] as T);
    }
  }
  return sorted;
}

/** Which of the items a node needs, directly or through nodes that are not among them. */
function neededBy(id: string, among: ReadonlyMap<string, number>, parents: Parents): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const pending = [...(parents.get(id) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (among.has(next)) found.add(next);
    else pending.push(...(parents.get(next) ?? []));
  }
  return [...found];
}
