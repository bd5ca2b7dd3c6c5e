/** Paths without the names of nodes, files and positions: what the same deviation on another node reads like. */

/** The types of what has a unique id: `model.shop.orders`. */
export const resourceTypes = [
  'model|seed|snapshot|test|unit_test|source|exposure|macro|operation|sql_operation|sql operation|analysis',
  'metric|saved_query|semantic_model|group|doc|function|fixture',
].join('|');
const uniqueId = new RegExp(`^(?:${resourceTypes})\\.[^/]+$`);
const position = /^\d+$/;
/** Keys whose members are named by the user. */
const named = new Set(['columns', 'meta', 'selectors', 'vars', 'docs', 'macros', 'nodes', 'sources']);

/** Whether a segment of a path is the unique id of a node, macro, source … */
export const isUniqueId = (segment: string): boolean => uniqueId.test(segment);

/** A path of keys, each name of a node, column or position replaced by `*`. */
export function generalKeys(path: string): string {
  const segments = path.split('/');
  return segments
    .map((segment, at) =>
      uniqueId.test(segment) || position.test(segment) || named.has(segments[at - 1] ?? '') ? '*' : segment,
    )
    .join('/');
}

/** What dbt writes for each node lies under these; the names below are the project's. */
const ofNodes = /^(.*\/(?:compiled|run))\/(.+)$/;

/** A file or folder by what it is: SQL of a node by the kind of its folder, others by their path. */
export function generalFile(path: string): string {
  const [, folder, rest] = ofNodes.exec(path) ?? [];
  if (folder === undefined || rest === undefined) return path;
  const end = /\.[a-z]+$/.exec(rest)?.[0];
  return `${folder}/*${end ?? ''}`;
}
