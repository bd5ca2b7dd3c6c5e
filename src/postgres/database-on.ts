/** The contract's interface over a server that is up. */
import { Problem } from '../config/problem.ts';
import { type Admin, adminPool, create, drop, exists, forceDrop, rename } from './admin.ts';
import { clientConfig, connect } from './connection.ts';
import type { Database } from './database.ts';
import type { RunningServer } from './provider.ts';
import { logPosition, statementsSince } from './server-log.ts';
import { jsonLogVersion, oldestVersion } from './settings.ts';

/**
 * Makes a database interface of a running server; from then on `stop` ends it.
 * @throws Problem (environment) when the server is too old.
 */
export async function databaseOn(server: RunningServer, runId: string): Promise<Database> {
  const pool = adminPool(server);
  try {
    const { version, number, jsonLog } = await facts(pool);
    if (number < oldestVersion) {
      throw new Problem(
        'environment',
        `Postgres ${version} is too old`,
        'dvt-compat needs Postgres 12 or later.',
        'Use a newer server with --database, or --database auto.',
      );
    }
    const readable = server.superuser && jsonLog && number >= jsonLogVersion * 10_000;
    const admin: Admin = { pool, version: number, server, runId, marked: new Set() };
    let stopped: Promise<void> | undefined;
    return {
      provider: server.provider,
      why: server.why,
      server: { host: server.host, port: server.port, user: server.user, password: server.password, version },
      prefix: server.prefix,
      statements: readable ? 'server-log' : 'engine-log',
      exists: (name) => exists(admin, name),
      create: (name, template) => create(admin, name, template),
      drop: (name) => drop(admin, name),
      rename: (from, to) => rename(admin, from, to),
      connect: (name) => connect(clientConfig(server, name)),
      logPosition: async () => (readable ? logPosition(pool) : { file: '', offset: 0, marker: '' }),
      statementsSince: async (position, name) => (readable ? statementsSince(pool, position, name) : []),
      stop: () => {
        stopped ??= stop(admin);
        return stopped;
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function facts(pool: Admin['pool']): Promise<{ version: string; number: number; jsonLog: boolean }> {
  const { rows } = await pool.query<{ version: string; number: string; json_log: boolean }>(
    `select split_part(current_setting('server_version'), ' ', 1) as version,
      current_setting('server_version_num') as number,
      current_setting('logging_collector') = 'on' and current_setting('log_destination') ~ 'jsonlog' as json_log`,
  );
  if (!rows[0]) throw new Error('unreachable: a select without from has one row');
  return { version: rows[0].version, number: Number(rows[0].number), jsonLog: rows[0].json_log };
}

/** What can be ended is ended, whatever else fails on the way. */
async function stop(admin: Admin): Promise<void> {
  const left: string[] = [];
  if (!admin.server.throwaway)
    for (const name of [...admin.marked]) await forceDrop(admin, name).catch(() => left.push(name));
  await admin.pool.end().finally(() => admin.server.end());
  if (left.length === 0) return;
  throw new Problem(
    'environment',
    `${left.length} databases of this run could not be dropped`,
    `${left.join(', ')} on ${admin.server.host}:${admin.server.port}`,
    'The next run on that server drops them, or drop them yourself.',
  );
}
