/** `repro --script`: a script for somebody who has nothing but uv and a Postgres server shows what differs. */
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Database } from '../postgres/database.ts';
import { openDatabase } from '../postgres/open.ts';

// Two engines are installed and loaded for the first time, twice over.
vi.setConfig({ testTimeout: 20 * 60_000, hookTimeout: 120_000 });

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await temporaryFolder('script');
  database = await openDatabase('embedded', {
    image: '',
    cache: path.join(folder, 'cache'),
    runId: 'script',
    say: () => {},
  });
});
afterAll(async () => {
  await database.stop();
});

const compat = (...argv: string[]) =>
  execa(process.execPath, [main, ...argv], { cwd: folder, stdin: 'ignore', reject: false });

/** Runs a script in an empty folder with an empty home; what uv has downloaded before is used again. */
async function bash(script: string, ...argv: string[]) {
  const { stdout: packages } = await execa('uv', ['cache', 'dir']);
  const clean = await mkdtemp(path.join(folder, 'clean-'));
  const temp = path.join(clean, 'tmp');
  await mkdir(temp);
  const { PATH } = process.env;
  const handed = Object.entries(process.env).filter(([name]) =>
    /^(UV_.*|SSL_CERT_.*|https?_proxy)$/i.test(name),
  );
  const ended = await execa('bash', [script, ...argv], {
    cwd: clean,
    env: { ...Object.fromEntries(handed), PATH, HOME: clean, TMPDIR: temp, UV_CACHE_DIR: packages },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  expect(await readdir(temp), 'left behind').toEqual([]);
  return ended;
}

function url(): string {
  const { host, port, user, password } = database.server;
  return `postgresql://${user}:${password}@${host}:${port}/postgres`;
}

/** A role that the server asks for no password. */
async function openUrl(): Promise<string> {
  const [{ file }] = await query<{ file: string }>(`select current_setting('hba_file') as file`);
  const rules = await readFile(file, 'utf8');
  await writeFile(file, `host all guest 127.0.0.1/32 trust\n${rules}`);
  await query('create role guest superuser login');
  await query('select pg_reload_conf()');
  return url().replace(/\/\/[^@]*@/, '//guest@');
}

const databases = async () =>
  (await query<{ datname: string }>('select datname from pg_database order by 1')).map(
    ({ datname }) => datname,
  );

async function query<Row>(sql: string): Promise<readonly [Row, ...Row[]]> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows as unknown as [Row, ...Row[]];
}

test('shows the difference of a case that differs on a server that asks for no password, and drops what it made', async () => {
  const before = await databases();
  const written = await compat('repro', 'run/log-json', '--script', 'differs.sh');
  expect(written.exitCode, written.stderr).toBe(0);
  expect(written.stdout).toContain('bash differs.sh postgresql://');
  const text = await readFile(path.join(folder, 'differs.sh'), 'utf8');
  for (const secret of [os.homedir(), folder, database.server.password]) expect(text).not.toContain(secret);

  const differs = await bash(path.join(folder, 'differs.sh'), await openUrl());
  expect(differs.exitCode, differs.stderr).toBe(1);
  expect(differs.stdout).toContain('/step-1/exit\t');
  expect(differs.stdout).toMatch(/^-0\n\+2$/m);
  expect(differs.stdout).toContain('+dvt: error: unrecognized arguments: --log-format json\n');
  expect(differs.stdout).toContain('Only in reference/project: target\n');
  expect(differs.stdout).toContain('- "dev.stg_orders": {\n');
  expect(differs.stdout).toMatch(/The sides differ: - is dbt, \+ is DVT\.$/);
  expect(await databases()).toEqual(before);
});

test('says that both sides agree where the case is the same', async () => {
  const before = await databases();
  await compat('repro', 'run-operation/args', '--script', 'agrees.sh');
  const agrees = await bash(path.join(folder, 'agrees.sh'), url());
  expect([agrees.exitCode, agrees.stdout], agrees.stderr).toEqual([0, 'Both sides agree.']);
  expect(`${agrees.stdout}${agrees.stderr}`).not.toContain(database.server.password);
  expect(await databases()).toEqual(before);
});

test('where an engine finds no password that is not in its profile, the script names the server it needs', async () => {
  const asked = 'requires no password (trust), because of dvt-core==0.2.28';
  const texts: Record<string, string> = {};
  // The second one is about that very flaw.
  for (const id of ['seed/all', 'seed/password-from-environment']) {
    await compat('repro', id, '--script', 'password.sh');
    texts[id] = await readFile(path.join(folder, 'password.sh'), 'utf8');
  }
  expect(texts['seed/all']).toContain(asked);
  expect(texts['seed/password-from-environment']).not.toContain(asked);
});

test('a server that is not there is no difference', async () => {
  await compat('repro', 'clean/nothing', '--script', 'clean.sh');
  const script = path.join(folder, 'clean.sh');
  const ended = await bash(script, 'postgresql://me:sesame7@127.0.0.1:1/postgres');
  expect(ended.exitCode).toBe(3);
  expect(ended.stderr).toContain('Connection refused');
  expect(ended.stderr).not.toContain('sesame7');
  expect((await bash(script)).exitCode).toBe(2);
});

test.each([
  ['init/answers', /answers prompts/],
  ['docs-serve/serves', /server that the engine starts/],
  ['docs-serve/busy-port', /requests pages|port that is in use/],
  ['deps/hub', /package hub/],
  ['run/interrupted', /interrupts a statement/],
])('%s is refused: a script cannot reproduce it', async (id, why) => {
  const { exitCode, stderr } = await compat('repro', id, '--script', 'no.sh');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(why);
  expect(await readdir(folder)).not.toContain('no.sh');
});

test('an engine on this machine only is refused', async () => {
  const { exitCode, stderr } = await compat(
    'repro',
    'run/all',
    '--candidate',
    'exe:/bin/true',
    '--script',
    'no.sh',
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('exe:/bin/true only exists on this machine');
});
