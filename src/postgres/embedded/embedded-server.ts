/** Program: an embedded server that runs as long as the process that started it, and its folder is removed with it. */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Client } from 'pg';
import { watchParent } from '../watcher.ts';
import { type Cluster, type ClusterOptions, createCluster, startCluster } from './cluster.ts';
import { keepCluster, takeCluster } from './cluster-cache.ts';
import type { EmbeddedAnswer, EmbeddedJob } from './embedded.ts';
import { findPrograms } from './programs.ts';
import { dataFolder, makeServerFolder, removeLeftFolders, removeServerFolder } from './server-folder.ts';
import { serverUser } from './server-user.ts';
import { dropAllButStates, stateNames } from './states.ts';

/** Incremented when kept clusters of earlier versions cannot be used any more, for example because of other initdb flags. */
const clusterFormat = 2;

process.umask(0o022); // the server's user reads what root writes here
const { job, send, gone, isGone } = await watchParent<EmbeddedJob, EmbeddedAnswer>();
const folder = await makeServerFolder();
const data = dataFolder(folder);
let cluster: Cluster | undefined;
try {
  const user = serverUser();
  const programs = await findPrograms(user, folder);
  const kept = path.join(
    job.clusters,
    `${programs.version}-${process.platform}-${process.arch}-${clusterFormat}`,
  );
  const options = { programs, user, data, password: job.password, port: job.port };
  cluster = (await startKept(kept, options)) ?? (await startNew(options));
  const known = await withClient(cluster, (client) => stateNames(client, job.prefix));
  send({ ready: { port: cluster.port, folder, states: known.length } });
  await Promise.all([removeLeftFolders(), gone]);
  await end(cluster, kept, new Set(known));
} catch (error) {
  send({ failed: (error as Error).message });
  await cluster?.stop();
} finally {
  await removeServerFolder(folder);
}
process.exit();

async function startKept(kept: string, options: ClusterOptions): Promise<Cluster | null> {
  const taken = await takeCluster(kept, data);
  if (!taken) return null;
  const { user } = options;
  try {
    // The id of the user may have changed since.
    if (user && (await stat(data)).uid !== user.uid)
      await execa('chown', ['-R', `${user.uid}:${user.gid}`, data]);
    return await startCluster(options);
  } catch (error) {
    send({ say: `removing a cached database cluster that does not start (${(error as Error).message})` });
    await rm(taken, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
    return null;
  }
}

async function startNew(options: ClusterOptions): Promise<Cluster> {
  if (isGone()) throw new Error('not needed any more');
  await createCluster(options);
  if (isGone()) throw new Error('not needed any more');
  return startCluster(options);
}

/** Stops the server, and keeps its cluster if that has states which are not kept yet. */
async function end(server: Cluster, kept: string, known: ReadonlySet<string>): Promise<void> {
  const isNew = await withClient(server, async (client) => {
    const names = await stateNames(client, job.prefix);
    if (names.every((name) => known.has(name))) return false;
    await dropAllButStates(client, job.prefix);
    return true;
  }).catch(() => false); // the server crashed: its cluster is not worth keeping
  const isClean = await server.stop();
  if (!isNew || !isClean) return;
  await rm(path.join(data, 'log'), { recursive: true, force: true });
  await keepCluster(kept, data).catch((error) =>
    send({ say: `cannot cache prepared states: ${error.message}` }),
  );
}

async function withClient<T>(server: Cluster, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await server.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
