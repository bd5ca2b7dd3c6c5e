/** Settings of a server that lives as long as one run. */

/** Without durability, because the server is not used after a crash. */
const speed = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '128MB',
  min_wal_size: '32MB',
  max_connections: '100',
};

/** Settings that otherwise depend on the machine or the time. */
const sameness = { autovacuum: 'off', timezone: 'UTC', log_timezone: 'UTC', lc_messages: 'C' };

/** Every statement is logged in one JSON file, and little else, because the log is in memory. */
const log = {
  logging_collector: 'on',
  log_statement: 'all',
  log_min_duration_statement: '-1',
  log_min_error_statement: 'error',
  log_rotation_size: '0',
  log_rotation_age: '0',
  log_directory: 'log',
  log_filename: 'server.log',
  log_checkpoints: 'off',
};

/** server_version_num of the oldest server that can be used. */
export const oldestVersion = 120_000;

/** First server version that writes its log as JSON. */
export const jsonLogVersion = 15;

/**
 * Command line flags of a throwaway server.
 * @param major its major version; before 15 the log is not JSON, and statements come from the engine's log.
 */
export function serverFlags(major: number): string[] {
  const settings = {
    ...speed,
    ...sameness,
    ...log,
    ...(major >= jsonLogVersion && { log_destination: 'jsonlog' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
