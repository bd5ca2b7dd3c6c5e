/** One embedded server: created, started, stopped. */
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { Client, escapeLiteral } from 'pg';
import { until } from '../../process/until.ts';
import { anyFreePort } from '../port.ts';
import { serverFlags } from '../settings.ts';
import type { Programs } from './programs.ts';
import type { ServerUser } from './server-user.ts';

const superuser = 'postgres';
const portAttempts = 5;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;

export interface Cluster {
  readonly port: number;
  /** Connects through the socket in the data folder, which only the server's user and root can reach. */
  connect(): Promise<Client>;
  /** Fast shutdown. @returns whether it was clean. */
  stop(): Promise<boolean>;
}

/** What a cluster is created and started with. */
export interface ClusterOptions {
  readonly programs: Programs;
  /** null: the current user. */
  readonly user: ServerUser | null;
  readonly data: string;
  readonly password: string;
  /** Port to use if it is free; null: any. */
  readonly port: number | null;
}

/** Creates a cluster. @throws Error with the output of initdb. */
export async function createCluster({ programs, user, data }: ClusterOptions): Promise<void> {
  await mkdir(data, { mode: 0o700 });
  if (user) await chown(data, user.uid, user.gid);
  const flags = [
    ...[`--pgdata=${data}`, `--username=${superuser}`, '--auth-local=trust', '--auth-host=scram-sha-256'],
    // The same on every machine.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--wal-segsize=4', '--no-sync', '--no-data-checksums', '--no-instructions'],
  ];
  await execa(programs.initdb, flags, { ...user, cwd: '/', env: programs.env, extendEnv: false });
}

/**
 * Starts a cluster on 127.0.0.1 and sets the password of its superuser.
 * @throws Error with the end of the server's log.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { data, password } = options;
  for (let attempt = 1; ; attempt++) {
    const port = (attempt === 1 ? options.port : null) ?? (await anyFreePort());
    const server = startServer(options, port);
    const cluster = { port, connect: () => connect(data, port), stop: () => stop(server, data) };
    const exited = new AbortController();
    server.then(() => exited.abort(new Error('it exited immediately')));
    try {
      await untilReady(data, exited.signal);
      await setPassword(cluster, password);
      return cluster;
    } catch (error) {
      await cluster.stop();
      const log = String((await server).stderr) + (await logIn(data));
      const isPortTaken = /could not bind|Address already in use/.test(log);
      if (!isPortTaken || attempt === portAttempts)
        throw new Error(lastMessages(log) || String(error), { cause: error });
      await rm(path.join(data, 'log'), { recursive: true, force: true }); // the next attempt has its own messages
    }
  }
}

function startServer({ programs, user, data }: ClusterOptions, port: number) {
  const settings = [
    ...serverFlags(18),
    // Inside the data folder, so that removing it also removes what a killed server left.
    ...['-c', 'dynamic_shared_memory_type=mmap'],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`],
  ];
  return execa(programs.postgres, ['-D', data, '-p', String(port), ...settings], {
    ...user,
    cwd: '/',
    env: programs.env,
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    reject: false,
  });
}

async function untilReady(data: string, signal: AbortSignal): Promise<void> {
  const statusFile = path.join(data, 'postmaster.pid');
  const isReady = await until({
    what: `the server in ${data} to be ready`,
    condition: async () => /^ready\s*$/m.test(await readFile(statusFile, 'utf8').catch(() => '')),
    timeoutMs: startTimeoutMs,
    pollIntervalMs: 5,
    signal,
  });
  if (!isReady) throw new Error(`not ready within ${startTimeoutMs / 1000} s`);
}

async function connect(data: string, port: number): Promise<Client> {
  // Not logged, because a password is set this way.
  const options = '-c log_statement=none';
  const client = new Client({ host: data, port, user: superuser, database: 'postgres', options });
  client.on('error', () => {}); // a running query rejects anyway
  await client.connect();
  return client;
}

async function stop(server: ReturnType<typeof startServer>, data: string): Promise<boolean> {
  const lock = path.join(data, 'postmaster.pid');
  const wasRunning = existsSync(lock);
  let inTime = true;
  const timer = setTimeout(() => {
    inTime = false;
    server.kill('SIGQUIT');
  }, stopTimeoutMs);
  server.kill('SIGINT');
  await server;
  clearTimeout(timer);
  return inTime && wasRunning && !existsSync(lock);
}

async function setPassword(cluster: Cluster, password: string): Promise<void> {
  const client = await cluster.connect();
  await client.query(`alter role ${superuser} password ${escapeLiteral(password)}`);
  await client.end();
}

async function logIn(data: string): Promise<string> {
  const folder = path.join(data, 'log');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.join('\n');
}

/** The last error messages of a log with lines of text or JSON. */
function lastMessages(log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|ERROR|PANIC|bind/.test(line));
  return lines
    .slice(-3)
    .map((line) => /"message":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line)
    .join('; ');
}
