/** The url provider explains what is wrong with the user's server, never with the password. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { Problem } from '../../config/problem.ts';
import type { Database } from '../database.ts';
import { openDatabase } from '../open.ts';
import type { OpenOptions } from '../provider.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let cache: string;
let host: Database;
let said: string[] = [];
const options = (runId: string): OpenOptions => ({ image: '', cache, runId, say: (text) => said.push(text) });
beforeAll(async () => {
  cache = await temporaryFolder('url');
  host = await openDatabase('embedded', options('host'));
});
afterAll(async () => {
  await host.stop();
});

const at = () => `${host.server.host}:${host.server.port}`;
const url = (user = host.server.user, password = host.server.password) =>
  `postgresql://${user}:${password}@${at()}/postgres`;

async function onHost(sql: string) {
  const client = new Client({ connectionString: url() });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

const secret = 'sesame7';
const wrong: readonly (readonly [string, () => string, Problem['kind'], string])[] = [
  ['wrong password', () => url('postgres', secret), 'environment', 'rejects the password'],
  ['unknown user', () => url('nobody', secret), 'environment', 'rejects the password'],
  ['no such database', () => url().replace(/postgres$/, 'missing'), 'environment', 'has no database missing'],
  ['no server', () => `postgresql://u:${secret}@127.0.0.1:1/postgres`, 'environment', 'cannot be reached'],
  [
    'no such host',
    () => `postgresql://u:${secret}@no.such.host.invalid/postgres`,
    'environment',
    'cannot be reached',
  ],
  ['not a port', () => `postgresql://u:${secret}@localhost:port/postgres`, 'usage', 'Invalid database URL'],
  [
    'a # in the password',
    () => `postgresql://u:1#${secret}@localhost/postgres`,
    'usage',
    'Invalid database URL',
  ],
  [
    'a / in the password',
    () => `postgresql://u:1/${secret}@localhost/postgres`,
    'usage',
    'Invalid database URL',
  ],
  [
    'a % in the password',
    () => `postgresql://u:${secret}%@localhost/postgres`,
    'usage',
    'Invalid database URL',
  ],
  ['another scheme', () => `mysql://u:${secret}@localhost/postgres`, 'usage', 'is not a database provider'],
];

test.each(wrong)('%s: a problem that does not contain the password', async (_, of, kind, message) => {
  const asked = of();
  const error = await openDatabase(asked, options('wrong')).catch((caught) => caught);
  expect(error).toBeInstanceOf(Problem);
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(message);
  const told = inspect({ ...error, stack: error.stack, cause: error.cause }, { depth: 9, showHidden: true });
  expect(told).not.toContain(secret);
  expect(told).not.toContain(host.server.password);
});

test('for a role that cannot create databases, the remedy says how to change that', async () => {
  await onHost(`create role powerless login password '${secret}'`);
  const error = await openDatabase(url('powerless', secret), options('powerless')).catch((caught) => caught);
  expect(error).toBeInstanceOf(Problem);
  expect(error.remedy).toContain('ALTER ROLE "powerless" CREATEDB');
});

test('a role that is no superuser can do everything but read the server’s log', async () => {
  await onHost(`create role maker login createdb password '${secret}'`);
  const db = await openDatabase(url('maker', secret), options('maker'));
  await db.create(`${db.prefix}_template`);
  await db.create(`${db.prefix}_case`, `${db.prefix}_template`);
  await db.rename(`${db.prefix}_case`, `${db.prefix}_renamed`);
  expect(await db.exists(`${db.prefix}_renamed`)).toBe(true);
  expect(db.statements).toBe('engine-log');
  expect(await db.statementsSince(await db.logPosition(), `${db.prefix}_case`)).toEqual([]);
  await db.stop();
  expect(await onHost(`select datname from pg_database where datname ~ '^compat_'`)).toEqual([]);
});

test('databases of a killed run are dropped by the next run, those of a running one are not', async () => {
  const code = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../open.ts', import.meta.url).href)});
    const db = await openDatabase(process.env.URL, { image: '', cache: '', runId: 'killed', say: () => {} });
    await db.create(db.prefix + '_case');
    console.log(db.prefix);
    setInterval(() => {}, 1000);`;
  const env = { ...process.env, URL: url() };
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const killed = `${String((await once(child.stdout, 'data'))[0]).trim()}_case`;
  const living = await openDatabase(url(), options('living'));
  await living.create(`${living.prefix}_case`);
  expect(await living.exists(killed)).toBe(false); // another run's is not ours to use
  await expect(living.drop(killed)).rejects.toThrow('was not created by dvt-compat');
  expect(said).toEqual([]);

  child.kill('SIGKILL');
  await once(child, 'close');
  await vi.waitFor(async () =>
    expect(await onHost(`select 1 from pg_locks where locktype = 'advisory'`)).toHaveLength(1),
  );
  const next = await openDatabase(url(), options('next'));
  expect(said).toEqual([`dropped database ${killed}, left by run killed`]);
  said = [];
  expect(await onHost(`select datname from pg_database where datname ~ '^compat_'`)).toEqual([
    { datname: `${living.prefix}_case` },
  ]);
  await Promise.all([living.stop(), next.stop()]);
});

test('the lock survives a lost connection', async () => {
  const db = await openDatabase(url(), options('steady'));
  await onHost(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`);
  await vi.waitFor(
    async () => expect(await onHost(`select 1 from pg_locks where locktype = 'advisory'`)).toHaveLength(1),
    { timeout: 20_000, interval: 100 },
  );
  await db.stop();
  expect(await onHost(`select 1 from pg_locks where locktype = 'advisory'`)).toEqual([]);
});
