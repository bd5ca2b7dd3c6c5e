/** Provider: a container of a Postgres image, through Testcontainers. */

import { randomBytes } from 'node:crypto';
import type { StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { extension } from '../../config/installation.ts';
import { Problem } from '../../config/problem.ts';
import { isFree, portOf } from '../port.ts';
import type { OpenOptions, RunningServer } from '../provider.ts';
import { jsonLogVersion, serverFlags } from '../settings.ts';
import { startWatcher } from '../watcher.ts';

/** Label by which the watcher finds what it has to remove; unique per opening. */
export const runLabel = 'dvt-compat.opening';

/** Outside any volume the image declares, wherever its version keeps data: 18 moved it. */
const dataFolder = '/pgdata';
const user = 'postgres';
const containerPort = 5432;

/** Starts a container with its data in memory. It is removed when it ends, and when we do. */
export async function testcontainers(asked: string, options: OpenOptions): Promise<RunningServer> {
  try {
    return await start(asked, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof Problem) throw error;
    throw new Problem(
      'environment',
      'The database container did not start',
      (error as Error).message,
      'Check that `docker info` works, or use --database embedded or your own server (--database postgresql://…).',
      error,
    );
  }
}

async function start(asked: string, options: OpenOptions): Promise<RunningServer> {
  const { image, say, signal, slot, runId } = options;
  const { imageMajor, missingImage } = await import('./image.ts');
  const missing = await missingImage(image, options);
  if (missing) throw new Error(missing);
  const major = (await imageMajor(image)) ?? jsonLogVersion;
  const { hostOf, letsUsIn } = await import('./container-ready.ts');
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const opening = `${runId.replaceAll(/[^\w.-]/g, '-')}-${randomBytes(3).toString('hex')}`;
  const password = randomBytes(18).toString('hex');
  const reaper = await missingReaper(options);
  const port = await publishedPort(slot);
  const definition = new PostgreSqlContainer(image)
    .withExposedPorts(port === null ? containerPort : { container: containerPort, host: port })
    .withName(`dvt-compat-${opening}`)
    .withLabels({ [runLabel]: opening })
    .withDatabase('postgres')
    .withUsername(user)
    .withPassword(password)
    .withEnvironment({ PGDATA: dataFolder })
    .withHealthCheck({ test: ['CMD', 'true'], interval: 86_400_000 }) // none: once a day
    .withWaitStrategy(letsUsIn({ user, password, database: 'postgres' }, signal))
    .withTmpFs({ [dataFolder]: 'rw' })
    .withCommand(['postgres', ...serverFlags(major)])
    .withAutoCleanup(!reaper);
  // Ryuk waits ten seconds, and there may be none: ours is at hand at once, and always.
  const watcher = await startWatcher(
    new URL(`./container-watcher${extension}`, import.meta.url),
    { label: `${runLabel}=${opening}` },
    { env: process.env, say, signal },
  );
  let container: StartedPostgreSqlContainer;
  try {
    container = await definition.start();
  } catch (error) {
    await watcher.end();
    throw error;
  }
  const end = async () => {
    // Where stopping fails, the watcher's removal is the second try.
    const stopped = await container.stop({ timeout: 0 }).then(
      () => 'removed\n',
      () => '',
    );
    await watcher.end(stopped);
  };
  if (signal?.aborted) {
    await end();
    signal.throwIfAborted();
  }
  return {
    provider: 'testcontainers',
    why: `Testcontainers with ${image}${asked === 'auto' ? ': Docker is available and has the image' : ', as configured'}`,
    ...{ host: hostOf(container.getHost()), port: container.getPort(), user, password, ssl: false },
    ...{ maintenance: 'postgres', superuser: true, throwaway: true, prefix: 'compat' },
    end,
  };
}

/** The port on this machine; null: Docker chooses, as for an engine on another machine, whose ports we cannot see. */
async function publishedPort(slot: number | undefined): Promise<number | null> {
  const port = portOf(slot);
  const here = /^(unix:|$)/.test(process.env.DOCKER_HOST ?? '');
  return port !== null && here && (await isFree(port)) ? port : null;
}

/** Why there is no Ryuk to be had, null when there is or the user wants none. */
async function missingReaper(options: OpenOptions): Promise<string | null> {
  if (process.env.TESTCONTAINERS_RYUK_DISABLED === 'true') return null;
  const { missingImage } = await import('./image.ts');
  const { getReaperImage } = await import('testcontainers/build/reaper/reaper.js');
  const missing = await missingImage(getReaperImage(), options);
  if (missing)
    options.say(
      `running without Testcontainers' Ryuk (${missing}): a dvt-compat process removes the container`,
    );
  return missing;
}
