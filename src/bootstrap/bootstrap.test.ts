import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = path.join(root, 'fixtures/bootstrap');

const toolsOfFixtures = ['cat', 'cp', 'ln', 'mkdir', 'rm', 'sleep'];

/** A checkout on a machine that has nothing but Node, an npm and a Python, both of the fixtures. */
async function machine() {
  const home = await temporaryFolder('bootstrap');
  const [checkout, bin, cache] = ['checkout', 'bin', 'cache'].map((name) => path.join(home, name)) as [
    string,
    string,
    string,
  ];
  await cp(path.join(root, 'bootstrap.mjs'), path.join(checkout, 'bootstrap.mjs'));
  for (const name of ['src/bootstrap', 'src/files/lock.mjs'])
    await cp(path.join(root, name), path.join(checkout, name), { recursive: true });
  await cp(path.join(fixtures, 'main.ts'), path.join(checkout, 'src/cli/main.ts'));
  await mkdir(path.join(checkout, 'suites'));
  await writeFile(path.join(checkout, 'package-lock.json'), '{}');
  await mkdir(bin);
  for (const name of ['npm', 'python3']) await cp(path.join(fixtures, name), path.join(bin, name));
  for (const name of toolsOfFixtures) await symlink(onPath(name)[0] as string, path.join(bin, name));
  const log = path.join(home, 'log');
  const go = path.join(home, 'go');
  await writeFile(log, '');
  const standard = {
    PATH: bin,
    HOME: home,
    DVT_COMPAT_CACHE: cache,
    LOG: log,
    GO: go,
    NODE: process.execPath,
  };
  const start = (args: readonly string[], env: Record<string, string> = {}, node = process.execPath) =>
    execa(node, [path.join(checkout, 'bootstrap.mjs'), ...args], {
      env: { ...standard, ...env },
      extendEnv: false,
      reject: false,
    });
  const calls = async (tool: string) =>
    (await readFile(log, 'utf8')).split('\n').filter((line) => line.startsWith(tool));
  return { checkout, bin, cache, go, start, calls };
}

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .filter((file) => spawnSync(file, ['--version']).status === 0);

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits for what must come, as long as a test may take. */
const eventually = <T>(check: () => Promise<T> | T) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** The process of a tool's latest call, once it was called. */
const pidOf = (calls: () => Promise<readonly string[]>) =>
  eventually(async () => {
    const pid = Number(/pid=(\d+)/.exec((await calls()).at(-1) ?? '')?.[1]);
    expect(pid).toBeGreaterThan(0);
    return pid;
  });

test('brings in what is missing, then hands over', async () => {
  const { checkout, cache, start, calls } = await machine();
  const first = await start(['doctor', '5', '--json']);
  expect(first.exitCode).toBe(5);
  const uv = path.join(cache, 'uv-from-0.10.0/bin/uv');
  const said = JSON.parse(first.stdout);
  expect(said.args).toEqual(['doctor', '5', '--json']);
  expect(said.uv).toBe(uv);
  expect(said.path.split(':').slice(0, 2)).toEqual([path.dirname(process.execPath), path.dirname(uv)]);
  expect(first.stderr).toMatch(/installing uv: done in .*\n.*installing node_modules …\n/);
  expect(await calls('npm ci')).toHaveLength(1);
  expect((await readdir(cache)).sort()).toEqual(['compiled', 'uv-from-0.10.0']);
  expect(await readdir(path.join(checkout, 'node_modules'))).toContain('whole');
});

test('starts nothing and says nothing where all is there; a changed lock file brings npm back', async () => {
  const { checkout, start, calls } = await machine();
  await start(['x']);
  const tools = async () => [...(await calls('npm')), ...(await calls('python3'))].length;
  const before = await tools();
  const second = await start(['x']);
  expect(second.stderr).toBe('');
  expect(await tools()).toBe(before);
  await writeFile(path.join(checkout, 'package-lock.json'), '{ }');
  await start(['x']);
  expect(await calls('npm ci')).toHaveLength(2);
});

test('hands over to the benchmark where that is asked for', async () => {
  const { checkout, start } = await machine();
  await mkdir(path.join(checkout, 'tools/bench'), { recursive: true });
  const [cli, bench] = ['src/cli', 'tools/bench'].map((name) => path.join(checkout, name, 'main.ts'));
  await cp(cli as string, bench as string);
  // There all the same: a checkout without it would be taken for the built package.
  await writeFile(cli as string, 'process.exitCode = 9;');
  const { stdout } = await start(['--bench', '--json']);
  expect(JSON.parse(stdout).args).toEqual(['--json']);
});

test('a uv on PATH is used, unless it is a shim or too old', async () => {
  const { bin, start, calls } = await machine();
  await writeFile(path.join(bin, 'uv'), '#!/bin/sh\necho uv 9.9.9\n', { mode: 0o755 });
  await start(['x']);
  expect(await calls('python3')).toHaveLength(1);
  await rm(path.join(bin, 'uv'));
  await symlink(process.execPath, path.join(bin, 'uv'));
  expect(JSON.parse((await start(['x'])).stdout).uv).toBe(path.join(bin, 'uv'));
});

test('gets uv through a venv where pip alone does not work', async () => {
  const { start } = await machine();
  const { exitCode, stdout } = await start(['x'], { PYTHON: 'no-target' });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).uv).toContain('uv-from-0.10.0/bin/uv');
});

test('npm gets the registry of the npm that started us, and nothing else of it', async () => {
  const { start, calls } = await machine();
  await start(['x'], { npm_config_prefix: '/elsewhere', npm_config_registry: 'https://registry.example' });
  expect((await calls('npm ci'))[0]).toContain('prefix= registry=https://registry.example');
});

test('says what failed, why and what to do next, and can be tried again', async () => {
  const { cache, start } = await machine();
  const failed = await start(['x'], { NPM: 'fail' });
  expect(failed.exitCode).toBe(3);
  expect(failed.stderr).toMatch(/Cannot install node_modules\n {2}why: .*npm ci .* exited with 1\n/);
  expect(failed.stderr).toMatch(/npm error 404 no such package\n {2}next: .*try again/);
  expect(await readdir(cache)).toEqual(['uv-from-0.10.0']);
  expect((await start(['x'])).exitCode).toBe(0);
});

test('says which folder to name where the cache cannot be written', async () => {
  const { checkout, start } = await machine();
  const failed = await start(['x'], { DVT_COMPAT_CACHE: path.join(checkout, 'package-lock.json', 'cache') });
  expect(failed.exitCode).toBe(3);
  expect(failed.stderr).toMatch(/Cannot write to the cache .*\n.*\n {2}next: .*DVT_COMPAT_CACHE/);
});

test('names every way to uv that failed', async () => {
  const { cache, start } = await machine();
  const failed = await start(['x'], { PYTHON: 'fail' });
  expect(failed.exitCode).toBe(3);
  expect(failed.stderr).toMatch(/Cannot install uv\n.*--target[\s\S]*No matching distribution[\s\S]*-m venv/);
  expect(await readdir(cache)).toEqual([]);
});

test.each([
  { tool: 'npm', env: { NPM: 'wait' } },
  { tool: 'python3', env: { PYTHON: 'wait' } },
])('killed while $tool works: it dies too, and the next start recovers', async ({ tool, env }) => {
  const { cache, checkout, start, calls } = await machine();
  const killed = start(['x'], env);
  const pid = await pidOf(() => calls(tool));
  killed.kill('SIGKILL');
  expect((await killed).signal).toBe('SIGKILL');
  await eventually(() => expect(isAlive(pid)).toBe(false));
  expect((await start(['x'])).exitCode).toBe(0);
  expect((await readdir(cache)).sort()).toEqual(['compiled', 'uv-from-0.10.0']);
  expect((await readdir(path.join(checkout, 'node_modules'))).sort()).toEqual(['.dvt-compat-stamp', 'whole']);
});

test('node_modules that npm left half-way are not taken for those of an earlier lock file', async () => {
  const { checkout, start, calls } = await machine();
  const lockFile = path.join(checkout, 'package-lock.json');
  await start(['x']);
  await writeFile(lockFile, '{ }');
  const killed = start(['x'], { NPM: 'wait' });
  await eventually(async () => expect(await calls('npm ci')).toHaveLength(2));
  killed.kill('SIGKILL');
  await killed;
  await writeFile(lockFile, '{}');
  await start(['x']);
  expect(await calls('npm ci')).toHaveLength(3);
});

test('interrupted while npm works: ends it, lets go of the lock and says so', async () => {
  const { cache, start, calls } = await machine();
  const interrupted = start(['x'], { NPM: 'wait' });
  const pid = await pidOf(() => calls('npm'));
  interrupted.kill('SIGINT');
  const { exitCode, stderr } = await interrupted;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('finished steps are kept');
  await eventually(() => expect(isAlive(pid)).toBe(false));
  expect(await readdir(cache)).not.toContain('bootstrap.lock');
});

test('of two starts at once one sets up while the other waits', async () => {
  const { go, start, calls } = await machine();
  const first = start(['x'], { NPM: 'wait' });
  await pidOf(() => calls('npm'));
  const second = start(['x']);
  let said = '';
  second.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await eventually(() => expect(said).toContain('waiting for another process'));
  await writeFile(go, '');
  expect([(await first).exitCode, (await second).exitCode]).toEqual([0, 0]);
  expect(await calls('npm ci')).toHaveLength(1);
});

test('passes signals on and exits as the command line did', async () => {
  const { start } = await machine();
  await start(['x']);
  const running = start(['wait']);
  await new Promise((resolve) => running.stdout.once('data', resolve));
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(7);
  expect((await start(['die'])).exitCode).toBe(128 + 9);
});

test('an unknown suite is wrong usage, and is said before anything is installed', async () => {
  const { start, calls } = await machine();
  const { exitCode, stderr } = await start(['--test', 'rum']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Unknown suite "rum"');
  expect(await calls('npm')).toEqual([]);
});

const oldNode = onPath('node').find((file) =>
  /^v(18|20)\./.test(spawnSync(file, ['-v'], { encoding: 'utf8' }).stdout),
);

test.skipIf(oldNode === undefined)('brings in a Node where only an old one is', async () => {
  const { cache, start, calls } = await machine();
  const { stdout } = await start(['x'], {}, oldNode);
  expect(JSON.parse(stdout).version).toBe(process.versions.node);
  expect((await calls('npm install'))[0]).toContain('@24');
  expect((await readdir(cache)).some((name) => name.startsWith('node-24-'))).toBe(true);
});
