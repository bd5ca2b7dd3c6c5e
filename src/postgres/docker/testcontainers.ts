/** Provider: a container of a Postgres image, through Testcontainers. */

import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { extension } from '../../config/installation.ts';
import { Problem } from '../../config/problem.ts';
import { isFree, portOf } from '../port.ts';
import type { OpenOptions, RunningServer } from '../provider.ts';
import { jsonLogVersion, serverFlags } from '../settings.ts';
import { startWatcher } from '../watcher.ts';

/** Label by which the watcher finds the container to remove. */
const label = 'dvt-compat.container';

/** Outside the volume that the image declares, which since version 18 is another one. */
const dataFolder = '/pgdata';
const containerPort = 5432;

/**
 * Starts a container with its data in memory. A watcher removes it if we are killed: Testcontainers' Ryuk does the same, but
 * needs an image of its own and waits for ten seconds.
 */
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
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const { Wait } = await import('testcontainers');
  const id = `${runId.replaceAll(/[^\w.-]/g, '-')}-${randomBytes(3).toString('hex')}`;
  let log: Readable | undefined;
  const lines: string[] = [];
  const definition = new PostgreSqlContainer(image)
    .withDatabase('postgres')
    .withUsername('postgres')
    .withPassword(randomBytes(18).toString('hex'))
    .withExposedPorts(await exposedPort(slot))
    .withName(`dvt-compat-${id}`)
    .withLabels({ [label]: id })
    .withEnvironment({ PGDATA: dataFolder })
    .withTmpFs({ [dataFolder]: 'rw' })
    .withCommand(['postgres', ...serverFlags(major)])
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready --host localhost --username postgres'))
    // Never: the default one runs four programs a second for as long as the container lives, a quarter of a core.
    .withHealthCheck({ test: ['CMD', 'true'], interval: 86_400_000 })
    .withLogConsumer((stream) => {
      log = stream.on('data', (line) => lines.push(String(line).trim()));
    })
    .withAutoCleanup(false); // our watcher does it
  const watcher = await startWatcher(
    new URL(`./container-watcher${extension}`, import.meta.url),
    { label: `${label}=${id}` },
    { env: process.env, say, signal },
  );
  const abort = () => void watcher.end(); // without its container, `start` rejects
  signal?.addEventListener('abort', abort, { once: true });
  let container: StartedPostgreSqlContainer | undefined;
  const end = async () => {
    const removed = container?.stop({ timeout: 0 }).then(
      () => true,
      () => false, // the watcher tries again
    );
    await watcher.end({ removed: (await removed) ?? false });
  };
  try {
    container = await definition.start();
    log?.destroy();
    signal?.throwIfAborted();
    return {
      provider: 'testcontainers',
      why: `Testcontainers with ${image}${asked === 'auto' ? ': Docker is available and has the image' : ', as configured'}`,
      host: hostOf(container),
      port: container.getPort(),
      user: container.getUsername(),
      password: container.getPassword(),
      maintenance: container.getDatabase(),
      ...{ ssl: false, superuser: true, throwaway: true, prefix: 'compat' },
      end,
    };
  } catch (error) {
    await end();
    const output = lines.slice(-3).join('; ');
    throw output ? new Error(`${(error as Error).message}: ${output}`, { cause: error }) : error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Docker certainly publishes ports on IPv4; `localhost` may mean IPv6. */
function hostOf(container: StartedPostgreSqlContainer): string {
  const host = container.getHost();
  return host === 'localhost' ? '127.0.0.1' : host;
}

/** Published on the port of the slot if it is free; on one that Docker chooses if the engine may be on another machine. */
async function exposedPort(slot: number | undefined): Promise<number | { container: number; host: number }> {
  const host = portOf(slot);
  const isLocal = /^(unix:|$)/.test(process.env.DOCKER_HOST ?? '');
  return host !== null && isLocal && (await isFree(host))
    ? { container: containerPort, host }
    : containerPort;
}
