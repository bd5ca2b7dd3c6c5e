/** Provider: a server of the user's, on which only our own databases are changed. */
import { Pool } from 'pg';
import { Problem } from '../../config/problem.ts';
import { forceDrop } from '../admin.ts';
import { clientConfig } from '../connection.ts';
import { runDigest } from '../mark.ts';
import type { Provider } from '../provider.ts';
import { oldestVersion } from '../settings.ts';
import { dropLeftovers, holdRun } from './run-lock.ts';
import { parseUrl } from './server-url.ts';

/** Connects to the server of a URL, and drops what killed runs have left there. */
export const url: Provider = async (asked, { runId, say }) => {
  const given = parseUrl(asked, process.env);
  const shown = `${given.user}@${given.host}:${given.port}`;
  const pool = new Pool({ ...clientConfig({ ...given, superuser: false }, given.maintenance), max: 1 });
  pool.on('error', () => {});
  try {
    const role = await roleOn(pool).catch((error) => {
      throw unreachable(shown, given.maintenance, error);
    });
    if (!role.creates) throw powerless(shown, given.user);
    const { superuser, version } = role;
    if (version >= oldestVersion)
      await dropLeftovers(pool, (name) => forceDrop({ pool, version }, name), say);
    const end = await holdRun(clientConfig({ ...given, superuser }, given.maintenance), runId);
    const prefix = `compat_${runDigest(runId).slice(0, 6)}`;
    const why = `server ${shown}, as configured`;
    return { ...given, provider: 'url', why, superuser, throwaway: false, prefix, end };
  } finally {
    await pool.end();
  }
};

async function roleOn(pool: Pool): Promise<{ superuser: boolean; creates: boolean; version: number }> {
  const { rows } = await pool.query<{ superuser: boolean; creates: boolean; version: number }>(
    `select rolsuper as superuser, rolsuper or rolcreatedb as creates,
      current_setting('server_version_num')::int as version from pg_roles where rolname = current_user`,
  );
  if (!rows[0]) throw new Error('unreachable: the current user has a role');
  return rows[0];
}

function unreachable(shown: string, database: string, error: Error & { code?: string }): Problem {
  const known: Record<string, readonly [string, string]> = {
    '28P01': [`${shown} rejects the password`, 'Correct it in the URL, or set PGPASSWORD.'],
    '28000': [
      `${shown} rejects connections of this user from this machine`,
      'Check pg_hba.conf on the server. If it requires encryption, add ?sslmode=require to the URL.',
    ],
    '3D000': [
      `${shown} has no database ${database}`,
      'Name an existing database in the URL: postgresql://…/postgres',
    ],
  };
  const [what, remedy] = known[error.message.startsWith('SASL') ? '28P01' : (error.code ?? '')] ?? [
    `${shown} cannot be reached`,
    'Check that the server is running and that host and port are correct, or use --database auto.',
  ];
  return new Problem('environment', `The server ${what}`, error.message || String(error.code), remedy, error);
}

function powerless(shown: string, user: string): Problem {
  return new Problem(
    'environment',
    `Cannot create databases on ${shown}`,
    `Each side of a case needs its own database, and the role ${user} lacks CREATEDB.`,
    `As a superuser: ALTER ROLE "${user.replaceAll('"', '""')}" CREATEDB; or use --database auto.`,
  );
}
