/** What a difference is about, without the names of nodes, files, columns and positions: the same in every project. */
import type { Untyped } from '../../facets/difference.ts';
import { resourceTypes } from '../../facets/general.ts';
import type { Json } from '../../observe/observation.ts';

const uniqueId = new RegExp(`\\b(${resourceTypes})\\.[\\w-]+\\.[\\w.*-]+`);
const everyUniqueId = new RegExp(uniqueId.source, 'g');

/** Parts of a log event that describe the node, not what happened: the same in every event about it. */
const context = /^[^/]+\/data\/(node_info\/.+|exc_info)$/;

/** The generalised subject of a difference, to which differences of one kind are compared. */
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
  path
    .replaceAll(everyUniqueId, (_, type) => `${type}.*`)
    .replaceAll(/(?<=^|\/)\d+(?=\/|$)/g, 'N')
    .replaceAll(/\b[\w-]+\.(sql|ya?ml|csv|md|py)\b/g, '*.$1');

/** Unique id of the node a difference is about; undefined where it is about none or several. */
export function nodeOf({ facet, path, node, reference, candidate }: Untyped): string | undefined {
  if (node !== undefined) return node;
  if (facet === 'artifacts') return uniqueId.exec(path)?.[0];
  for (const value of [reference, candidate]) {
    const found =
      facet === 'events' ? nodeOfEvent(value) : facet === 'statements' ? nodeOfSql(value) : undefined;
    if (found) return found;
  }
  return undefined;
}

function nodeOfEvent(value: Json | undefined): string | undefined {
  const event = value as {
    data?: { node_info?: { unique_id?: string }; conn_name?: string };
    info?: { msg?: string };
  };
  if (typeof event !== 'object' || event === null) return undefined;
  return (
    event.data?.node_info?.unique_id ??
    uniqueId.exec(event.data?.conn_name ?? '')?.[0] ??
    uniqueId.exec(event.info?.msg ?? '')?.[0]
  );
}

/** Of a passage of statements, where all of them belong to one node. */
function nodeOfSql(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const ids = new Set([...value.matchAll(/"node_id": "([^"]+)"/g)].map(([, id]) => id));
  return ids.size === 1 ? [...ids][0] : undefined;
}
