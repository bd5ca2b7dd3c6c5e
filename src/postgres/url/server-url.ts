/** From what the user wrote to where the server is. */
import os from 'node:os';
import { Problem } from '../../config/problem.ts';
import type { RunningServer } from '../provider.ts';

type Given = Pick<RunningServer, 'host' | 'port' | 'user' | 'password' | 'ssl' | 'maintenance'>;

/**
 * Reads a Postgres URL; what it leaves out comes from PGHOST, PGPORT, PGUSER, PGPASSWORD as everywhere.
 * @throws Problem (usage) that never repeats the URL: it may hold a password.
 */
export function parseUrl(text: string, env: NodeJS.ProcessEnv): Given {
  const url = URL.parse(text);
  // An unencoded character of the password ends the host early, and the rest shows up elsewhere.
  if (!url || url.hash || /[@]/.test(url.pathname + url.search)) throw malformed();
  try {
    const user = decodeURIComponent(url.username) || env.PGUSER || os.userInfo().username;
    const host = url.hostname.replace(/^\[|\]$/g, '') || url.searchParams.get('host') || env.PGHOST;
    const sslmode = url.searchParams.get('sslmode') ?? env.PGSSLMODE ?? '';
    return {
      host: host || 'localhost',
      port: Number(url.port || url.searchParams.get('port') || env.PGPORT || 5432),
      user,
      password: decodeURIComponent(url.password) || (env.PGPASSWORD ?? ''),
      ssl: /^(require|verify-)/.test(sslmode) && { rejectUnauthorized: sslmode.startsWith('verify-') },
      maintenance: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    };
  } catch {
    throw malformed(); // a stray %; the error would repeat its input
  }
}

function malformed(): Problem {
  return new Problem(
    'usage',
    'Invalid database URL',
    'Expected postgresql://user:password@host:port/database. (The URL is not shown: it may contain a password.)',
    'Percent-encode special characters in the password (@ is %40, # is %23, / is %2F), or set PGPASSWORD instead.',
  );
}
