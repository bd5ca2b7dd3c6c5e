/** Longer forms of a title: with the part of a text that changes, or with further keys of an artifact. */

import { keyName, locate } from '../../facets/artifacts/wording.ts';
import type { Difference } from '../../facets/difference.ts';
import { counted, words } from '../../facets/wording.ts';
import { uniformEdit } from './edit.ts';
import { nodeOf } from './subject.ts';
import { inStepOf } from './title-of-several.ts';

/** The title with the change within SQL or names of relations; nothing for other differences. */
export function withPart(title: string, lead: Difference): readonly string[] {
  const isSql = lead.facet === 'sql' || ofRelation.test(lead.path);
  const edit = isSql && lead.kind.endsWith('-changed') ? uniformEdit(lead) : undefined;
  if (edit === undefined) return [];
  const [removed = '', added = ''] = edit.split(' → ').map((part) => words(part.replaceAll(around, '')));
  if (removed === '') return added === '' ? [] : [`${title}: with ${added}`];
  return [`${title}: ${added === '' ? `without ${removed}` : `${added} instead of ${removed}`}`];
}

const ofRelation = /\/(compiled_code|relation_name|sql)$/;

/** Punctuation at both ends. */
const around = /^[^\w{]+|[^\w}]+$/g;

/** The title with another key of the same nodes, and with only the number of other keys; nothing if there are none. */
export function withMoreKeys(
  title: string,
  lead: Difference,
  group: readonly Difference[],
): readonly string[] {
  const key = keyOf(lead);
  if (lead.facet !== 'artifacts' || key === '' || !/^(?:adds|leaves out|changes) /.test(title)) return [];
  const alike = inStepOf(lead, group).filter(
    (difference) =>
      difference.facet === lead.facet &&
      difference.kind === lead.kind &&
      locate(difference).artifact === locate(lead).artifact,
  );
  const byKey = Map.groupBy(alike, keyOf);
  const nodes = nodesOf(byKey.get(key) ?? []);
  const keys = [...byKey].filter(([, all]) => nodesOf(all) === nodes).map(([each]) => each);
  const others = keys.filter((each) => each !== key);
  if (others.length === 0) return [];
  return [1, 0].map((named) =>
    title.replace(key, () => listed([key, ...others.slice(0, named)], keys.length)),
  );
}

const keyOf = (difference: Difference) => keyName(locate(difference).key);
const nodesOf = (all: readonly Difference[]) => [...new Set(all.map(nodeOf))].sort().join(' ');

function listed(keys: readonly string[], of: number): string {
  const parts = of > keys.length ? [...keys, counted(of - keys.length, 'more key')] : keys;
  return parts.length === 1 ? (parts[0] as string) : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
