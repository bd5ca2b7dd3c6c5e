/** The database of a run: the same interface for all providers. */
import type { Client } from 'pg';
import { Problem } from '../config/problem.ts';
import { type Admin, adminPool, create, drop, exists, forceDrop, rename } from './admin.ts';
import { clientConfig, connect } from './connection.ts';
import type { RunningServer } from './provider.ts';
import { type LogPosition, logPosition, statementsSince } from './server-log.ts';
import { jsonLogVersion, oldestVersion } from './settings.ts';
import type { Statement } from './statements.ts';

export type { LogPosition, Statement };

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Only ever written into the environment of a step. */
  readonly password: string;
  /** server_version, for example `18.4`. */
  readonly version: string;
}

export interface Database {
  readonly provider: 'embedded' | 'testcontainers' | 'url';
  /** For people, in one line: which provider, and why. */
  readonly why: string;
  readonly server: Server;
  /** Prefix of every database this run creates: `<prefix>_…`. */
  readonly prefix: string;
  /** Whether statements are read from the server's own log; otherwise from the engine's log, and the report says so. */
  readonly statements: 'server-log' | 'engine-log';
  /** Whether a database exists that has our mark. Databases of states may be from earlier runs. */
  exists(name: string): Promise<boolean>;
  /** Creates a database, as a copy of `template` if given. Replaces a database with our mark, rejects for any other. */
  create(name: string, template?: string): Promise<void>;
  /** Drops a database with our mark and its connections; does nothing if there is none; rejects if it has no such mark. */
  drop(name: string): Promise<void>;
  /** Renames a database when it is finished, so that no incomplete template is visible. */
  rename(from: string, to: string): Promise<void>;
  /** A connected client (application_name `dvt-compat`). The caller ends it. */
  connect(name: string): Promise<Client>;
  /** The current end of the server's log. */
  logPosition(): Promise<LogPosition>;
  /** What reached the database `name` since `position`, without our own statements, in the order of the log. */
  statementsSince(position: LogPosition, name: string): Promise<readonly Statement[]>;
  /** Stops what was started, drops what was created (a user's server keeps running), removes its folders. Can be called twice. */
  stop(): Promise<void>;
}

/**
 * The interface to a running server, which `stop` ends.
 * @throws Problem (environment) if the server is too old.
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

/** Ends everything that can be ended, also if something fails. */
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
