/** Program: an embedded server for as long as the process that started it lives; then it stops and its folder goes. */
import { execFileSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { lifeline } from '../lifeline.ts';
import { type Cluster, initialise, startCluster } from './cluster.ts';
import { keepCluster, takeCluster } from './cluster-cache.ts';
import type { EmbeddedAnswer, EmbeddedJob } from './embedded.ts';
import { dataFolder, makeServerFolder, removeLeftFolders, removeServerFolder } from './server-folder.ts';
import { reachablePrograms } from './server-programs.ts';
import { type ServerUser, serverUser } from './server-user.ts';
import { dropAllButStates, stateNames } from './states.ts';

/** Counts up when a kept cluster must be made anew: other initdb flags, for example. */
const clusterFormat = 1;

delete process.env.NODE_COMPILE_CACHE; // read already, and no setting of the server
process.umask(0o022); // the server's user reads what root writes here
const { job, tell, cut, isCut } = await lifeline<EmbeddedJob, EmbeddedAnswer>();
const folder = await makeServerFolder();
const data = dataFolder(folder);
let cluster: Cluster | undefined;
try {
  const user = serverUser();
  const version = await reachablePrograms(user, folder);
  const shelf = path.join(job.shelves, `${version}-${process.platform}-${process.arch}-${clusterFormat}`);
  cluster = (await fromCache(shelf, user)) ?? (await fresh());
  const known = await withClient(cluster, (client) => stateNames(client, job.prefix));
  tell({ ready: { port: cluster.port, folder, states: known.length } });
  await Promise.all([removeLeftFolders(), cut]);
  await end(cluster, shelf, new Set(known));
} catch (error) {
  tell({ failed: (error as Error).message });
  await cluster?.stop();
} finally {
  await removeServerFolder(folder);
}
process.exit();

async function fromCache(shelf: string, user: ServerUser | null): Promise<Cluster | null> {
  const taken = await takeCluster(shelf, data);
  if (!taken) return null;
  try {
    // The number of the user may have changed since.
    if (user && (await stat(data)).uid !== user.uid)
      execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, data]);
    return await startCluster(data, job.password, job.port);
  } catch (error) {
    tell({ say: `removing a cached database cluster that does not start (${(error as Error).message})` });
    await rm(taken, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
    return null;
  }
}

async function fresh(): Promise<Cluster> {
  if (isCut()) throw new Error('given up');
  await initialise(data);
  if (isCut()) throw new Error('given up');
  return startCluster(data, job.password, job.port);
}

/** Stops the server; a cluster with states that are not kept yet is kept. */
async function end(server: Cluster, shelf: string, known: ReadonlySet<string>): Promise<void> {
  const isNew = await withClient(server, async (client) => {
    const names = await stateNames(client, job.prefix);
    if (names.every((name) => known.has(name))) return false;
    await dropAllButStates(client, job.prefix);
    return true;
  }).catch(() => false); // it crashed: nothing worth keeping
  const clean = await server.stop();
  if (!isNew || !clean) return;
  await rm(path.join(data, 'log'), { recursive: true, force: true });
  await keepCluster(shelf, data).catch((error) =>
    tell({ say: `cannot cache prepared states: ${error.message}` }),
  );
}

async function withClient<T>(
  server: Cluster,
  use: (client: Awaited<ReturnType<Cluster['connect']>>) => Promise<T>,
): Promise<T> {
  const client = await server.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
