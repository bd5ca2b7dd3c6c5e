/** The interface of database.ts, on real servers of every provider that is available. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Database } from './database.ts';
import { dockerEngine } from './docker/docker.ts';
import { openDatabase } from './open.ts';
import type { OpenOptions } from './provider.ts';

const image = 'postgres:17-alpine';
const timeoutMs = 180_000;

const cache = await temporaryFolder('database');
const options = (runId: string): OpenOptions => ({ image, cache, runId, say: () => {} });
const noDocker = (await dockerEngine())
  ? await (await import('./docker/image.ts')).missingImage(image, { say: () => {} })
  : 'Docker is not available';

/** The server for the url provider: an embedded one. */
let host: Database;
beforeAll(async () => {
  host = await openDatabase('embedded', options('host'));
}, timeoutMs);
afterAll(async () => {
  await host.stop();
}, timeoutMs);

const urlOf = ({ server }: Database) =>
  `postgresql://${server.user}:${server.password}@${server.host}:${server.port}/postgres`;

describe.each([
  { provider: 'embedded', not: null },
  { provider: 'testcontainers', not: noDocker },
  { provider: 'url', not: null },
] as const)('$provider', ({ provider, not }) => {
  if (not !== null) {
    test.skip(`not here: ${not}`, () => {});
    return;
  }
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase(provider === 'url' ? urlOf(host) : provider, options(`contract-${provider}`));
  }, timeoutMs);
  afterAll(() => db.stop(), timeoutMs);

  /** Connects as an engine does. */
  const engine = async (name: string) => {
    const { host, port, user, password } = db.server;
    const client = new Client({ host, port, user, password, database: name, application_name: 'dbt' });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const query = async (name: string, sql: string) => {
    const client = await db.connect(name);
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  test(
    'a copy has the rows of its template, and changes do not affect the template',
    async () => {
      const [template, copy] = [`${db.prefix}_template`, `${db.prefix}_copy`];
      await db.create(template);
      await query(template, 'create table t as select 1 as a');
      await db.create(copy, template);
      await query(copy, 'insert into t values (2)');
      expect(await query(copy, 'select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }]);
      expect(await query(template, 'select a from t')).toEqual([{ a: 1 }]);
    },
    timeoutMs,
  );

  test(
    'our databases are replaced, renamed and dropped; dropping a missing one does nothing',
    async () => {
      const [first, second] = [`${db.prefix}_first`, `${db.prefix}_second`];
      await db.create(first);
      await query(first, 'create table t ()');
      await db.create(first);
      expect(await query(first, `select to_regclass('t') as t`)).toEqual([{ t: null }]);
      await db.rename(first, second);
      expect([await db.exists(first), await db.exists(second)]).toEqual([false, true]);
      await db.drop(second);
      await db.drop(second);
      expect(await db.exists(second)).toBe(false);
    },
    timeoutMs,
  );

  test(
    'a template with connections is copied, and a database with connections is dropped',
    async () => {
      const [template, copy] = [`${db.prefix}_busy`, `${db.prefix}_busy_copy`];
      await db.create(template);
      const client = await engine(template);
      await db.create(copy, template);
      const other = await engine(copy);
      await db.drop(copy);
      expect(await db.exists(copy)).toBe(false);
      await Promise.allSettled([client.end(), other.end()]);
    },
    timeoutMs,
  );

  test(
    'workers create and drop databases in parallel',
    async () => {
      const template = `${db.prefix}_shared`;
      await db.create(template);
      const names = [1, 2, 3, 4, 5, 6].map((worker) => `${db.prefix}_w${worker}`);
      await Promise.all(names.map((name) => db.create(name, template)));
      expect(await Promise.all(names.map((name) => db.exists(name)))).toEqual(names.map(() => true));
      await Promise.all(names.map((name) => db.drop(name)));
      expect(await Promise.all(names.map((name) => db.exists(name)))).toEqual(names.map(() => false));
    },
    timeoutMs,
  );

  test(
    'a database without our mark is neither dropped, replaced nor renamed',
    async () => {
      const name = `${db.prefix}_foreign`;
      await query('postgres', `create database "${name}"`);
      await query(name, 'create table kept ()');
      expect(await db.exists(name)).toBe(false);
      await expect(db.drop(name)).rejects.toThrow('was not created by dvt-compat');
      await expect(db.create(name)).rejects.toThrow('was not created by dvt-compat');
      await expect(db.rename(name, `${db.prefix}_mine`)).rejects.toThrow('was not created by dvt-compat');
      expect(await query(name, `select to_regclass('kept')::text as t`)).toEqual([{ t: 'kept' }]);
      await query('postgres', `drop database "${name}"`);
    },
    timeoutMs,
  );

  test('a name without our prefix, or a name that Postgres would truncate, is rejected', async () => {
    await expect(db.create('production')).rejects.toThrow('lacks the prefix');
    await expect(db.create(`${db.prefix}_${'x'.repeat(60)}`)).rejects.toThrow('longer than 63 bytes');
  });

  test(
    'statements are read in order, with their errors, without ours and those on other databases',
    async () => {
      const [name, elsewhere] = [`${db.prefix}_log`, `${db.prefix}_log_elsewhere`];
      await db.create(name);
      await db.create(elsewhere);
      const [client, stranger] = [await engine(name), await engine(elsewhere)];
      await client.query('select 1 as before');
      const position = await db.logPosition();
      await query(name, `select 'the harness'`);
      await query(name, 'select * from missing_to_the_harness').catch(() => {});
      await stranger.query(`select 'another database'`);
      await client.query('create table t\n  (a int, "ü" text)');
      await client.query('select * from missing').catch(() => {});
      await client.query('selec').catch(() => {});
      await client.query('select $1::int as bound', [7]);
      await client.query(`select '${'long'.repeat(20_000)}'`);
      const statements = await db.statementsSince(position, name);
      expect(statements.map(({ sql, error, parameters }) => [sql.slice(0, 40), error, parameters])).toEqual([
        ['create table t\n  (a int, "ü" text)', undefined, undefined],
        ['select * from missing', '42P01: relation "missing" does not exist', undefined],
        ['selec', '42601: syntax error at or near "selec"', undefined],
        ['select $1::int as bound', undefined, `$1 = '7'`],
        [`select '${'long'.repeat(8)}`, undefined, undefined],
      ]);
      expect(statements.at(-1)?.sql).toHaveLength(80_009);
      expect(new Set(statements.map(({ application }) => application))).toEqual(new Set(['dbt']));
      expect(new Set(statements.map(({ session }) => session)).size).toBe(1);
      expect(await db.statementsSince(await db.logPosition(), name)).toEqual([]);
      await Promise.all([client.end(), stranger.end()]);
    },
    timeoutMs,
  );

  test('describes itself without the password', () => {
    expect(db.provider).toBe(provider);
    expect(db.server.version).toMatch(/^\d+\.\d+$/);
    expect(db.statements).toBe('server-log');
    expect(db.why).not.toContain(db.server.password);
  });

  test(
    'stopping twice ends the server; on the user’s server, only our databases are dropped',
    async () => {
      const kept = 'somebody_elses';
      if (provider === 'url') await query('postgres', `create database ${kept}`);
      await db.create(`${db.prefix}_left`);
      await Promise.all([db.stop(), db.stop()]);
      if (provider !== 'url') {
        await expect(engine('postgres')).rejects.toThrow(/ECONNREFUSED|terminated|ECONNRESET/);
        return;
      }
      const client = await engine('postgres');
      const { rows } = await client.query(
        `select datname from pg_database where datname !~ '^(template|postgres)' order by 1`,
      );
      await client.query(`drop database ${kept}`);
      await client.end();
      expect(rows).toEqual([{ datname: kept }]);
    },
    timeoutMs,
  );
});
