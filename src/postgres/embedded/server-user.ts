/** The user an embedded server runs as: Postgres refuses root. */
import { execFileSync } from 'node:child_process';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user `postgres` if we are root, created if there is none; null if we are another user, as which the server can run.
 * @throws Error if it can neither be found nor created.
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  try {
    return lookUp();
  } catch {
    try {
      execFileSync('groupadd', ['--force', '--system', 'postgres'], { stdio: 'ignore' });
      execFileSync('useradd', ['--system', '-g', 'postgres', 'postgres'], { stdio: 'ignore' });
      return lookUp();
    } catch (error) {
      throw new Error(`Postgres cannot run as root, and creating a user “postgres” failed`, {
        cause: error,
      });
    }
  }
}

function lookUp(): ServerUser {
  const said = execFileSync('id', ['postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [, uid, gid] = /uid=(\d+)\S* gid=(\d+)/.exec(said) ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`id says “${said}”`);
  return { uid: Number(uid), gid: Number(gid) };
}
