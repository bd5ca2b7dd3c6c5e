/** Reads the address of a server. */
import os from 'node:os';
import { Problem } from '../../config/problem.ts';
import type { RunningServer } from '../provider.ts';

type Given = Pick<RunningServer, 'host' | 'port' | 'user' | 'password' | 'ssl' | 'maintenance'>;

/**
 * Reads a Postgres URL. Missing parts come from PGHOST, PGPORT, PGUSER, PGPASSWORD, as in other programs.
 * @throws Problem (usage) that does not contain the URL, which may have a password.
 */
export function parseUrl(text: string, env: NodeJS.ProcessEnv): Given {
  const url = URL.parse(text);
  // With an unencoded character in the password, the host ends early, and the rest is in other parts of the URL.
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
    throw malformed(); // a stray %; the original error contains the URL
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
