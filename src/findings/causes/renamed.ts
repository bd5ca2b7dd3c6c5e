/** Tests with a different unique id. */

import { nodeName } from '../../dbt/unique-id.ts';
import type { Untyped } from '../../facets/difference.ts';
import { nodeOf } from './subject.ts';

/**
 * Ids of generic tests end with a digest of their definition. If only that differs, it is the same test.
 * @returns the name of such a test, by each of its two ids.
 */
export function renamedNodes(differences: readonly Untyped[]): ReadonlyMap<string, string> {
  const ids = (side: 'missing' | 'added') =>
    idsByName(differences.filter((difference) => difference.kind.endsWith(`-${side}`)));
  const [missing, added] = [ids('missing'), ids('added')];
  const renamed = new Map<string, string>();
  for (const [name, [id, ...more]] of missing) {
    const [other, ...others] = added.get(name) ?? [];
    if (id === undefined || other === undefined || id === other || more.length + others.length > 0) continue;
    for (const each of [id, other]) renamed.set(each, name);
  }
  return renamed;
}

const withDigest = /\.[0-9a-f]{10}$/;

function idsByName(differences: readonly Untyped[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(differences.map(nodeOf).filter((id) => id !== undefined && withDigest.test(id)));
  return Map.groupBy([...ids] as string[], nodeName);
}

/** Whether a difference is about such a test, or disappears if both sides have the same id. */
export function isRenaming(difference: Untyped, renamed: ReadonlyMap<string, string>): boolean {
  if (renamed.size === 0) return false;
  if (renamed.has(nodeOf(difference) ?? '')) return true;
  const { reference, candidate } = difference;
  if (reference === undefined || candidate === undefined) return false;
  const [r, c] = [reference, candidate].map((value) =>
    JSON.stringify(value)
      .split(/[\s,"[\]]+/)
      .map((word) => renamed.get(word) ?? word)
      .sort()
      .join(' '),
  );
  return r === c;
}
