/** Creates, renames and drops our own databases. */
import { DatabaseError, escapeIdentifier, escapeLiteral, Pool } from 'pg';
import { Problem } from '../config/problem.ts';
import { clientConfig } from './connection.ts';
import { markOf, readMark } from './mark.ts';
import type { RunningServer } from './provider.ts';

export interface Admin {
  readonly pool: Pool;
  /** server_version_num, for example 180004. */
  readonly version: number;
  readonly server: RunningServer;
  readonly runId: string;
  /** Databases that have the mark of this run. */
  readonly marked: Set<string>;
}

/** The connections for administration. */
export function adminPool(server: RunningServer): Pool {
  const pool = new Pool({ ...clientConfig(server, server.maintenance), max: 4, allowExitOnIdle: true });
  pool.on('error', () => {}); // if an idle connection is lost, the next query fails anyway
  return pool;
}

/** Whether a database exists that has our mark. */
export async function exists(admin: Admin, name: string): Promise<boolean> {
  return (await ownerOf(admin, name)) === 'us';
}

/** Creates a database, as a copy of `template` if given, and marks it. */
export async function create(admin: Admin, name: string, template = 'template0'): Promise<void> {
  allowed(admin, name);
  if (admin.marked.has(name)) await drop(admin, name);
  // Quicker, but with a checkpoint, which would slow down a server of the user's.
  const strategy = admin.server.throwaway && admin.version >= 150_000 ? ' strategy file_copy' : '';
  const sql = `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}${strategy}`;
  await withoutConnections(admin, template, sql).catch(async (error) => {
    if (!hasCode(error, '42P04')) throw error;
    await drop(admin, name);
    await withoutConnections(admin, template, sql);
  });
  try {
    await mark(admin, name);
    if (!admin.server.throwaway && admin.server.superuser) await logStatementsOf(admin, name);
    // Marks contain the time of the last use, and the states used last are kept.
    if (template !== 'template0' && !admin.marked.has(template)) await mark(admin, template);
  } catch (error) {
    // A database without a mark would never be dropped.
    await admin.pool.query(`drop database ${escapeIdentifier(name)}`).catch(() => {});
    throw error;
  }
}

/** Drops one of our databases, with its connections. */
export async function drop(admin: Admin, name: string): Promise<void> {
  // On our own server, no other run changes what this run has marked. The query takes as long as dropping.
  const isKnown = admin.server.throwaway && admin.marked.has(name);
  const owner = isKnown ? 'us' : await ownerOf(admin, name);
  if (owner === 'missing') return;
  if (owner === 'others') throw foreign(name);
  await forceDrop(admin, name);
  admin.marked.delete(name);
}

/** Renames one of our databases, replacing one of ours with the new name. */
export async function rename(admin: Admin, from: string, to: string): Promise<void> {
  allowed(admin, to);
  if ((await ownerOf(admin, from)) !== 'us') throw foreign(from);
  await drop(admin, to);
  await withoutConnections(
    admin,
    from,
    `alter database ${escapeIdentifier(from)} rename to ${escapeIdentifier(to)}`,
  );
  admin.marked.delete(from);
  admin.marked.add(to);
}

/** Drops a database whoever it belongs to: callers have checked that. */
export async function forceDrop(admin: Pick<Admin, 'pool' | 'version'>, name: string): Promise<void> {
  if (admin.version < 130_000) await disconnect(admin, name);
  const force = admin.version < 130_000 ? '' : ' with (force)';
  await admin.pool.query(`drop database if exists ${escapeIdentifier(name)}${force}`);
}

async function ownerOf({ pool, server }: Admin, name: string): Promise<'us' | 'others' | 'missing'> {
  const { rows } = await pool.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
    [name],
  );
  if (!rows[0]) return 'missing';
  // On a server of the user's, the databases of other runs have marks too, but other prefixes.
  return readMark(rows[0].mark) && name.startsWith(`${server.prefix}_`) ? 'us' : 'others';
}

async function mark(admin: Admin, name: string): Promise<void> {
  await admin.pool.query(
    `comment on database ${escapeIdentifier(name)} is ${escapeLiteral(markOf(admin.runId))}`,
  );
  admin.marked.add(name);
}

/** On a server of the user's, only the statements on our databases are logged. */
async function logStatementsOf({ pool }: Admin, name: string): Promise<void> {
  for (const setting of [
    "log_statement = 'all'",
    "log_min_error_statement = 'error'",
    "log_min_messages = 'warning'",
  ])
    await pool.query(`alter database ${escapeIdentifier(name)} set ${setting}`);
}

/**
 * Runs a statement that fails while the database has connections, after ending them. Several times, because new connections may
 * be opened in between. On our own server there are usually none, and the server itself waits five seconds for them.
 */
async function withoutConnections(admin: Admin, name: string, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (attempt > 1 || !admin.server.throwaway) await disconnect(admin, name);
    try {
      await admin.pool.query(sql);
      return;
    } catch (error) {
      if (!hasCode(error, '55006') || attempt === 3) throw error;
    }
  }
}

/** Whether the server rejected a statement with this SQLSTATE. */
const hasCode = (error: unknown, code: string) => error instanceof DatabaseError && error.code === code;

async function disconnect({ pool, version }: Pick<Admin, 'pool' | 'version'>, name: string): Promise<void> {
  const timeoutMs = version < 140_000 ? '' : ', 5000';
  await pool.query(
    `select pg_terminate_backend(pid${timeoutMs}) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [name],
  );
}

function allowed({ server }: Admin, name: string): void {
  if (!name.startsWith(`${server.prefix}_`))
    throw new Error(`Database ${name} lacks the prefix ${server.prefix}_`);
  if (Buffer.byteLength(name) > 63) throw new Error(`Database name ${name} is longer than 63 bytes`);
}

function foreign(name: string): Problem {
  return new Problem(
    'environment',
    `Database ${name} was not created by dvt-compat`,
    'It does not exist or lacks the comment that marks our databases. dvt-compat only replaces and drops its own databases.',
    'Rename or drop it yourself, or use another server with --database.',
  );
}
