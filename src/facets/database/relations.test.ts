/** What is read of a database: every relation, with its rows where there are few, in whatever order they lie. */

import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import type { Database } from '../../postgres/database.ts';
import { openDatabase } from '../../postgres/open.ts';
import { readRelations } from './relations.ts';

let folder: string;
let database: Database;
let client: Client;
beforeAll(async () => {
  folder = await temporaryFolder('relations');
  const cache = path.join(folder, 'cache');
  database = await openDatabase('embedded', { image: '', cache, runId: 'relations', say: () => {} });
  const { host, port, user, password } = database.server;
  client = new Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.stop();
});

async function relationsAfter(sql: string) {
  await client.query(`drop schema public cascade; create schema public; ${sql}`);
  return readRelations(client);
}

test('rows as text, sorted, each as often as it is there', async () => {
  const one = await relationsAfter(
    "create table t (a int, b text); insert into t values (2, 'x'), (1, null), (2, 'x')",
  );
  expect(one['public.t']).toMatchObject({ kind: 'table', rowCount: 3, rows: ['(1,)', '(2,x)', '(2,x)'] });
  const other = await relationsAfter(
    "create table t (a int, b text); insert into t values (2, 'x'), (2, 'x'), (1, null)",
  );
  expect(other).toEqual(one);
  const fewer = await relationsAfter(
    "create table t (a int, b text); insert into t values (2, 'x'), (1, null)",
  );
  expect(fewer['public.t']?.digest).not.toBe(one['public.t']?.digest);
  expect((await relationsAfter('create table t (a int)'))['public.t']).toMatchObject({
    rowCount: 0,
    rows: [],
  });
});

test('of many rows a digest, which tells of each', async () => {
  const table = 'create table t as select n, n % 7 as m from generate_series(1, 201) n';
  const one = (await relationsAfter(table))['public.t'];
  expect(one).toMatchObject({ rowCount: 201, rows: null, digest: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const sorted = (await relationsAfter(`${table} order by n desc`))['public.t'];
  expect(sorted).toEqual(one);
  const other = (await relationsAfter(`${table}; update t set m = 9 where n = 77`))['public.t'];
  expect(other?.digest).not.toBe(one?.digest);
});

test('one that cannot be read does not hide the others, however many there are', async () => {
  const tables = Array.from({ length: 230 }, (_, n) => `create table t${n} as select ${n} as a`);
  const found = await relationsAfter(
    `${tables.join(';')}; create view "b""d" as select 1 / (a - 5) as x from t5`,
  );
  expect(found['public.b"d']).toMatchObject({
    rowCount: -1,
    digest: 'unreadable: division by zero',
    rows: null,
  });
  expect(tables.map((_, n) => found[`public.t${n}`]?.rows)).toEqual(tables.map((_, n) => [`(${n})`]));
});
