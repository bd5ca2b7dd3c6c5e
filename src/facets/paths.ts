/** Paths of differences, which consist of keys or names of files. */
import { isUniqueId } from '../dbt/unique-id.ts';

/** Checksums, times, durations, threads, ids of an invocation. */
const internal = new Set([
  ...['checksum', 'node_checksum', 'file_hash', 'thread', 'thread_id', 'pid', 'invocation_id', 'user_id'],
  ...['execution_time', 'elapsed_time', 'elapsed', 'timing', 'timing_info', 'created_at', 'generated_at'],
  ...['started_at', 'completed_at', 'node_started_at', 'node_finished_at', 'invocation_started_at', 'ts'],
  // The order of items that have an id: readers look them up by id.
  '@order',
]);
/** The arguments of the command, as the engine repeats them. */
const echoed = /^(?:data\/)?args(?:\/|$)|(?:^|\/)invocation_command$/;

/**
 * Whether neither programs nor people rely on a key of an artifact or log event.
 * @param path keys joined by `/`, from the root of the artifact or event.
 */
export const isInternalKey = (path: string): boolean =>
  echoed.test(path) || path.split('/').some((key) => internal.has(key));

const position = /^\d+$/;
/** Keys whose members are named by the user. */
const named = new Set(['columns', 'meta', 'selectors', 'vars', 'docs', 'macros', 'nodes', 'sources']);

/** A path of keys with `*` for each name of a node or column and each position. */
export function generalKeys(path: string): string {
  const segments = path.split('/');
  return segments
    .map((segment, at) =>
      isUniqueId(segment) || position.test(segment) || named.has(segments[at - 1] ?? '') ? '*' : segment,
    )
    .join('/');
}

/** dbt writes files for each node into these folders; the names below are the project's. */
const ofNodes = /^(.*\/(?:compiled|run))\/(.+)$/;

/** The path of a file or folder; for SQL of a node only the folder and the file extension. */
export function generalFile(path: string): string {
  const [, folder, rest] = ofNodes.exec(path) ?? [];
  if (folder === undefined || rest === undefined) return path;
  return `${folder}/*${/\.[a-z]+$/.exec(rest)?.[0] ?? ''}`;
}
