/** The embedded provider leaves nothing behind but its cached states. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { listPids, readCommandLine, readProcess } from '../../process/processes.ts';
import type { Database } from '../database.ts';
import { openDatabase } from '../open.ts';
import type { OpenOptions } from '../provider.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let cache: string;
let said: string[];
let options: OpenOptions;
beforeEach(async () => {
  cache = await temporaryFolder('embedded');
  said = [];
  options = { image: '', cache, runId: 'test', say: (text) => said.push(text) };
});

const where = `select current_setting('data_directory') as data, split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`;

async function serverOf(db: Database): Promise<{ readonly data: string; readonly pid: number }> {
  const client = await db.connect('postgres');
  const { rows } = await client.query(where);
  await client.end();
  return rows[0];
}

/** Opens a database in another process, which prints where the server is and then waits. */
async function openElsewhere(user: readonly string[] = [], openCache = cache, node = process.execPath) {
  const code = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../open.ts', import.meta.url).href)});
    const options = { image: '', cache: ${JSON.stringify(openCache)}, runId: 'elsewhere', say: console.error };
    const db = await openDatabase('embedded', options);
    await db.create('compat_case');
    const client = await db.connect('postgres');
    console.log(JSON.stringify((await client.query(${JSON.stringify(where)})).rows[0]));
    await client.end();
    process.stdin.on('end', () => db.stop().then(() => process.exit())).resume();
    setInterval(() => {}, 1000);`;
  const [program = '', ...argv] = [...user, node, '--input-type=module', '-e', code];
  const child = spawn(program, argv, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(() => Promise.reject(new Error(complaints))),
  ]);
  return { child, ...(JSON.parse(String(line)) as { data: string; pid: number }) };
}

/** Waits until neither the server nor its folder is there. */
async function gone({ data, pid }: { readonly data: string; readonly pid: number }): Promise<void> {
  await vi.waitFor(
    () =>
      expect({ folder: existsSync(path.dirname(data)), alive: isAlive(pid) }).toEqual({
        folder: false,
        alive: false,
      }),
    { timeout: 60_000 },
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a stopped server leaves neither a process nor a folder', async () => {
  const db = await openDatabase('embedded', options);
  const server = await serverOf(db);
  expect(isAlive(server.pid)).toBe(true);
  await db.stop();
  expect({ folder: existsSync(path.dirname(server.data)), alive: isAlive(server.pid) }).toEqual({
    folder: false,
    alive: false,
  });
  expect(await readdir(cache)).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'statements before the position do not count, even if the log is written later',
  async () => {
    const db = await openDatabase('embedded', options);
    const { pid } = await serverOf(db);
    const collector = listPids().filter((each) => readCommandLine(each)[0]?.startsWith('postgres: logger'));
    const ours = collector.find((each) => readProcess(each)?.parent === pid) as number;
    await db.create('compat_case');
    const { host, port, user, password } = db.server;
    const client = new Client({ host, port, user, password, database: 'compat_case' });
    await client.connect();
    process.kill(ours, 'SIGSTOP');
    await client.query('select 1 as before');
    const position = await db.logPosition();
    await client.query('select 1 as since');
    process.kill(ours, 'SIGCONT');
    const statements = await db.statementsSince(position, 'compat_case');
    expect(statements.map(({ sql }) => sql)).toEqual(['select 1 as since']);
    await client.end();
    await db.stop();
  },
);

test('server and folder are removed when the process that opened it is killed', async () => {
  const { child, ...server } = await openElsewhere();
  expect(isAlive(server.pid)).toBe(true);
  child.kill('SIGKILL');
  await gone(server);
});

test('after a killed watcher, stop cleans up; if that process is killed too, the next start does', async () => {
  const db = await openDatabase('embedded', options);
  const server = await serverOf(db);
  process.kill(Number(/-(\d+)-\w+\/data$/.exec(server.data)?.[1]), 'SIGKILL');
  expect(isAlive(server.pid)).toBe(true);
  await db.stop();
  await gone(server);

  const { child, ...other } = await openElsewhere();
  process.kill(Number(/-(\d+)-\w+\/data$/.exec(other.data)?.[1]), 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'close');
  await (await openDatabase('embedded', options)).stop();
  await gone(other);
});

/** Processes that this process has started and that still run. */
async function children(): Promise<number[]> {
  const tasks = await readdir('/proc/self/task');
  const lists = tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8').catch(() => ''));
  return (await Promise.all(lists)).flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

test.runIf(process.platform === 'linux')(
  'an aborted start leaves nothing and rejects with the signal’s reason',
  async () => {
    const before = await children();
    const folders = async (watcher: number) =>
      (await Promise.all(['/dev/shm', os.tmpdir()].map((parent) => readdir(parent).catch(() => []))))
        .flat()
        .filter((name) => name.startsWith('dvt-compat-') && name.includes(`-${watcher}-`));
    let made = 0;
    // On a busy machine, it may take seconds until a folder exists.
    for (const after of [0, 150, 300, 500, 1000, 2000, 4000]) {
      if (after > 500 && made > 0) break;
      const controller = new AbortController();
      const opening = openDatabase('embedded', { ...options, signal: controller.signal });
      const settled = opening.then(
        (database) => database.stop().then(() => new Error('opened before it was aborted')),
        (error) => error,
      );
      await sleep(after);
      const [watcher = 0] = (await children()).filter((pid) => !before.includes(pid));
      made += (await folders(watcher)).length;
      controller.abort(new Error('enough'));
      expect((await settled).message).toMatch(/enough|opened before/);
      expect(await children()).toEqual(before);
      expect(await folders(watcher)).toEqual([]);
    }
    expect(made).toBeGreaterThan(0); // otherwise every attempt was aborted before it created anything
  },
);

test('a state is kept for the next run, which has another password; other databases are not', async () => {
  const first = await openDatabase('embedded', options);
  await first.create('compat_making');
  const client = await first.connect('compat_making');
  await client.query('create table t as select 42 as a');
  await client.end();
  await first.rename('compat_making', 'compat_state_a');
  await first.create('compat_case', 'compat_state_a');
  await first.stop();

  const second = await openDatabase('embedded', options);
  expect(second.why).toContain('1 cached states');
  expect(second.server.password).not.toBe(first.server.password);
  expect([await second.exists('compat_state_a'), await second.exists('compat_case')]).toEqual([true, false]);
  await second.create('compat_case', 'compat_state_a');
  const copy = await second.connect('compat_case');
  expect((await copy.query('select a from t')).rows).toEqual([{ a: 42 }]);
  await copy.end();
  const wrong = { ...second.server, password: first.server.password };
  await expect(new Client({ ...wrong, database: 'postgres' }).connect()).rejects.toThrow(
    'password authentication failed',
  );
  await second.stop();
  expect(said).toEqual([]);
});

test('of many states, those used last are kept', async () => {
  const first = await openDatabase('embedded', options);
  const names = Array.from({ length: 14 }, (_, index) => `compat_state_${String(index).padStart(2, '0')}`);
  for (const name of names) await first.create(name);
  await first.stop();
  const second = await openDatabase('embedded', { ...options, runId: 'second' });
  const kept = (await Promise.all(names.map(async (name) => (await second.exists(name)) && name))).filter(
    Boolean,
  );
  expect(kept).toEqual(names.slice(2));
  await second.create('compat_case', 'compat_state_02'); // used, so that 03 is the oldest now
  await second.create('compat_state_new');
  await second.stop();
  const third = await openDatabase('embedded', options);
  expect([await third.exists('compat_state_02'), await third.exists('compat_state_03')]).toEqual([
    true,
    false,
  ]);
  await third.stop();
});

test('a cached cluster that does not start is removed', async () => {
  const first = await openDatabase('embedded', options);
  await first.create('compat_state_a');
  await first.stop();
  const [version = ''] = await readdir(path.join(cache, 'clusters'));
  const [kept = ''] = await readdir(path.join(cache, 'clusters', version));
  await writeFile(path.join(cache, 'clusters', version, kept, 'global/pg_control'), 'broken');
  const second = await openDatabase('embedded', options);
  expect(said.join()).toContain('removing a cached database cluster');
  expect(await second.exists('compat_state_a')).toBe(false);
  await second.stop();
  expect(await readdir(path.join(cache, 'clusters', version))).toEqual([]);
});

test.runIf(process.getuid?.() === 0)('runs as a user who is not root', async ({ skip }) => {
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];
  const source = new URL('../open.ts', import.meta.url).pathname;
  const readable = spawnSync('setpriv', [...asNobody.slice(1), 'sh', '-c', 'cat "$0" >/dev/null', source]);
  skip(readable.status !== 0, `other users may not read ${source}`);
  const open = path.join(cache, 'open');
  await chmod(cache, 0o755);
  await mkdir(open);
  await chmod(open, 0o777);
  // Node may be in a folder that only root may enter, and the watcher is started with the same program.
  const node = path.join(open, 'node');
  await copyFile(process.execPath, node);
  const { child, ...server } = await openElsewhere(asNobody, open, node);
  child.stdin.end();
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
  await gone(server);
});
