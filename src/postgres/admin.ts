/** Making, renaming and dropping databases of ours. */
import { DatabaseError, escapeIdentifier, escapeLiteral, Pool } from 'pg';
import { Problem } from '../config/problem.ts';
import { clientConfig } from './connection.ts';
import { markOf, readMark } from './mark.ts';
import type { RunningServer } from './provider.ts';

/** What the functions here work on. */
export interface Admin {
  readonly pool: Pool;
  /** server_version_num, for example 180004. */
  readonly version: number;
  readonly server: RunningServer;
  readonly runId: string;
  /** Databases whose mark is of this run. */
  readonly marked: Set<string>;
}

/** The pool that administration goes through. */
export function adminPool(server: RunningServer): Pool {
  const pool = new Pool({ ...clientConfig(server, server.maintenance), max: 4, allowExitOnIdle: true });
  pool.on('error', () => {}); // an idle connection lost: the next query says so
  return pool;
}

/** Whether a database exists that carries our mark. */
export async function exists(admin: Admin, name: string): Promise<boolean> {
  return (await owned(admin, name)) === 'ours';
}

/** Creates a database, as a copy of `template` where given, and marks it. */
export async function create(admin: Admin, name: string, template = 'template0'): Promise<void> {
  allowed(admin, name);
  if (admin.marked.has(name)) await drop(admin, name);
  const quick = admin.server.throwaway && admin.version >= 150_000; // on a user's server its checkpoints hurt
  const sql = `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}${quick ? ' strategy file_copy' : ''}`;
  await alone(admin, template, sql).catch(async (error) => {
    if (!says(error, '42P04')) throw error;
    await drop(admin, name);
    await alone(admin, template, sql);
  });
  try {
    await mark(admin, name);
    if (!admin.server.throwaway && admin.server.superuser) await logStatementsOf(admin, name);
    // States that are used outlive states that are not.
    if (template !== 'template0' && !admin.marked.has(template)) await mark(admin, template);
  } catch (error) {
    // Unmarked it would stay for ever: nobody drops what carries no mark.
    await admin.pool.query(`drop database ${escapeIdentifier(name)}`).catch(() => {});
    throw error;
  }
}

/** Drops a database of ours, with its connections. */
export async function drop(admin: Admin, name: string): Promise<void> {
  // On a server of our own, what this run has marked stays ours: to be asked costs as much as to be dropped.
  const known = admin.server.throwaway && admin.marked.has(name);
  const whose = known ? 'ours' : await owned(admin, name);
  if (whose === 'nobody') return;
  if (whose === 'foreign') throw foreign(name);
  await forceDrop(admin, name);
  admin.marked.delete(name);
}

/** Renames a database of ours; one of ours that has the new name is replaced. */
export async function rename(admin: Admin, from: string, to: string): Promise<void> {
  allowed(admin, to);
  if ((await owned(admin, from)) !== 'ours') throw foreign(from);
  await drop(admin, to);
  await alone(admin, from, `alter database ${escapeIdentifier(from)} rename to ${escapeIdentifier(to)}`);
  admin.marked.delete(from);
  admin.marked.add(to);
}

/** Drops a database without asking whose it is. Callers have made sure. */
export async function forceDrop(admin: Pick<Admin, 'pool' | 'version'>, name: string): Promise<void> {
  if (admin.version < 130_000) await disconnect(admin, name);
  const force = admin.version < 130_000 ? '' : ' with (force)';
  await admin.pool.query(`drop database if exists ${escapeIdentifier(name)}${force}`);
}

async function owned({ pool, server }: Admin, name: string): Promise<'ours' | 'foreign' | 'nobody'> {
  const { rows } = await pool.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
    [name],
  );
  if (!rows[0]) return 'nobody';
  // On a user's server other runs' databases carry a mark too: theirs to drop.
  return readMark(rows[0].mark) && name.startsWith(`${server.prefix}_`) ? 'ours' : 'foreign';
}

async function mark(admin: Admin, name: string): Promise<void> {
  await admin.pool.query(
    `comment on database ${escapeIdentifier(name)} is ${escapeLiteral(markOf(admin.runId))}`,
  );
  admin.marked.add(name);
}

/** A user's server does not log every statement of everybody; of our databases it may. */
async function logStatementsOf({ pool }: Admin, name: string): Promise<void> {
  for (const setting of [
    "log_statement = 'all'",
    "log_min_error_statement = 'error'",
    "log_min_messages = 'warning'",
  ])
    await pool.query(`alter database ${escapeIdentifier(name)} set ${setting}`);
}

/**
 * Runs what needs the database without connections; somebody may connect in between, so more than once. On a server of our
 * own hardly anybody ever is there: the server itself waits five seconds for who is.
 */
async function alone(admin: Admin, name: string, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (attempt > 1 || !admin.server.throwaway) await disconnect(admin, name);
    try {
      await admin.pool.query(sql);
      return;
    } catch (error) {
      if (!says(error, '55006') || attempt === 3) throw error;
    }
  }
}

/** Whether the server refused with this SQLSTATE. */
const says = (error: unknown, code: string) => error instanceof DatabaseError && error.code === code;

async function disconnect({ pool, version }: Pick<Admin, 'pool' | 'version'>, name: string): Promise<void> {
  const wait = version < 140_000 ? '' : ', 5000';
  await pool.query(
    `select pg_terminate_backend(pid${wait}) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
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
