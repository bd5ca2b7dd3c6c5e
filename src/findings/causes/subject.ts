/** The subject of a difference without names of nodes, files, columns and without positions: the same in every project. */

import type { Json } from '../../config/json.ts';
import { connectionOf, messageOf, nodeIdOf } from '../../dbt/log-event.ts';
import { nodeIdsIn } from '../../dbt/sql-comment.ts';
import { uniqueIdIn, withoutUniqueIds } from '../../dbt/unique-id.ts';
import type { Untyped } from '../../facets/difference.ts';

/** Parts of a log event that describe the node, not what happened: they are the same in every event about it. */
const context = /^[^/]+\/data\/(node_info\/.+|exc_info)$/;

export function subjectOf({ facet, path }: Pick<Untyped, 'facet' | 'path'>): string {
  switch (facet) {
    case 'stdout':
    case 'stderr':
    case 'statements':
      return '';
    case 'events':
      return context.exec(path)?.[1] ?? withoutNames(path);
    case 'artifacts':
      return withoutNames(path.replace(/^[^#]*\/(?=[^/#]+(#|$))/, ''))
        .replace(/\/columns\/[^/]+/, '/columns/*')
        .replace(/(#\/\w+\/)(?:[a-z_ ]+)\.\*/, '$1*');
    case 'database':
      return path
        .split('/')
        .slice(1)
        .join('/')
        .replaceAll(/columns\/[^/]+/g, 'columns/*');
    case 'sql':
      return path.includes('/compiled/') ? 'compiled' : 'run';
    case 'files':
      return fileSubject(path);
    case 'http':
      return path.replace(/^https?:\/\/[^/]+/, '');
    default:
      return withoutNames(path);
  }
}

const fileSubject = (path: string) =>
  path.replace(/^(.*\/target[^/]*\/(?:compiled|run))(\/.*)?$/, '$1/*').replaceAll(/[0-9a-f]{16,}/g, '*');

const withoutNames = (path: string) =>
  withoutUniqueIds(path)
    .replaceAll(/(?<=^|\/)\d+(?=\/|$)/g, 'N')
    .replaceAll(/\b[\w-]+\.(sql|ya?ml|csv|md|py)\b/g, '*.$1');

/** Unique id of the node that a difference is about; undefined if it is about none or several. */
export function nodeOf({ facet, path, node, reference, candidate }: Untyped): string | undefined {
  if (node !== undefined) return node;
  if (facet === 'artifacts') return uniqueIdIn(path);
  const nodeIn = facet === 'events' ? nodeOfEvent : facet === 'statements' ? nodeOfSql : undefined;
  return nodeIn?.(reference) || nodeIn?.(candidate) || undefined;
}

const nodeOfEvent = (event: Json | undefined): string | undefined =>
  nodeIdOf(event) ?? uniqueIdIn(connectionOf(event) ?? '') ?? uniqueIdIn(messageOf(event) ?? '');

/** Of a passage of statements, if all of them belong to one node. */
function nodeOfSql(sql: Json | undefined): string | undefined {
  const ids = nodeIdsIn(typeof sql === 'string' ? sql : '');
  return ids.size === 1 ? [...ids][0] : undefined;
}
