/** Keys of artifacts and log events that neither programs nor people rely on. */

/** Checksums, moments, durations, threads, ids of an invocation. */
const internal = new Set([
  ...['checksum', 'node_checksum', 'file_hash', 'thread', 'thread_id', 'pid', 'invocation_id', 'user_id'],
  ...['execution_time', 'elapsed_time', 'elapsed', 'timing', 'timing_info', 'created_at', 'generated_at'],
  ...['started_at', 'completed_at', 'node_started_at', 'node_finished_at', 'invocation_started_at', 'ts'],
  // The order of what has an identity: by it, readers find it.
  '@order',
]);
/** The arguments of the command, as the engine repeats them. */
const echoed = /^(?:data\/)?args(?:\/|$)|(?:^|\/)invocation_command$/;

/** @param path keys joined by `/`, from the root of the artifact or event. */
export const isInternalKey = (path: string): boolean =>
  echoed.test(path) || path.split('/').some((key) => internal.has(key));
