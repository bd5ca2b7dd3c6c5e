/** The npm package as its users get it: built, packed, installed in an empty folder, run from there. */
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { observingSources } from '../../src/compare/reference/key.ts';
import { cacheFolder } from '../../src/compare/session.ts';
import { reportSchema } from '../../src/report/json/schema.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const dbt = 'dbt-core==1.12.6';
/** Each start goes through npm and the bootstrap, beside all other tests. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
let folder: string;
let user: string;
let home: string;
let inPackage: string;

const files = async (of: string) => (await readdir(of, { recursive: true })).toSorted();
const npmCache = async () => (await execa('npm', ['config', 'get', 'cache'])).stdout;

beforeAll(async () => {
  folder = await temporaryFolder('package');
  await chmod(folder, 0o755);
  [user, home] = [path.join(folder, 'user'), path.join(folder, 'home')];
  for (const each of [user, home]) await mkdir(each);
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: checkout });
  const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz')) as string;
  // As a newer npm installs it: no install script runs unless the user allows it.
  const install = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await execa('npm', [...install, path.join(folder, packed)], {
    cwd: user,
    env: { HOME: home, npm_config_cache: await npmCache() },
  });
  inPackage = path.join(user, 'node_modules/dvt-compat');
});

afterAll(async () => {
  await execa('chmod', ['-R', 'u+w', folder]);
});

/** The program that npm linked, in the user's folder, with an empty home and the engines of all tests. */
const compat = (...argv: string[]) =>
  execa('npx', ['--no-install', 'dvt-compat', ...argv], {
    cwd: user,
    env: { HOME: home, DVT_COMPAT_CACHE: cacheFolder() },
    stdin: 'ignore',
    reject: false,
  });

test('the package holds what is run, and nothing of what only developers need', async () => {
  const names = await files(inPackage);
  expect(names).toEqual(
    expect.arrayContaining([
      ...['LICENSE', 'README.md', 'dist/bootstrap.mjs', 'dist/compat.config.yaml', 'dist/package-lock.json'],
      ...[
        'dist/src/cli/main.js',
        'dist/packages/python-forkserver/python/host.py',
        'dist/src/report/html/page.css',
      ],
      ...['dist/suites/run.js', 'dist/suites/expectations/dvt-core.yaml'],
      ...['dist/projects/shop/dbt_project.yml', 'dist/projects/shop/states/raw.sql'],
    ]),
  );
  expect(names.filter((name) => /\.ts$|src.*\.test\.|fixtures|bench|mutants/.test(name))).toEqual([]);
});

test('says its version, its commands, and what it needs', async () => {
  const { version } = JSON.parse(await readFile(path.join(checkout, 'package.json'), 'utf8'));
  expect((await compat('--version')).stdout).toBe(version);
  expect((await compat('--help')).stdout).toMatch(/^ +run /m);
  expect(await compat('--test')).toMatchObject({ exitCode: 2, stdout: '' });
  const { stdout, exitCode } = await compat('doctor', '--json');
  const needs = JSON.parse(stdout) as { name: string; found: boolean; required: boolean; detail: string }[];
  expect(needs.filter(({ found, required }) => required && !found)).toEqual([]);
  expect(needs.find(({ name }) => name === 'embedded Postgres')).toMatchObject({ found: true });
  expect(exitCode).toBe(0);
});

test('knows every case', async () => {
  const ids = async (command: readonly [string, ...string[]], cwd: string) => {
    const [program, ...argv] = command;
    const { stdout } = await execa(program, [...argv, 'cases', '--json'], {
      cwd,
      env: { DVT_COMPAT_CACHE: cacheFolder() },
    });
    return (JSON.parse(stdout) as { cases: { id: string }[] }).cases.map(({ id }) => id);
  };
  const main = path.join(checkout, 'src/cli/main.ts');
  const ours = await ids([process.execPath, main], checkout);
  expect(ours.length).toBeGreaterThan(1000);
  expect(await ids(['npx', '--no-install', 'dvt-compat'], user)).toEqual(ours);
});

test('keys what a reference showed by the same sources as a checkout', async () => {
  const module = pathToFileURL(path.join(inPackage, 'dist/src/compare/reference/key.js')).href;
  const script = `const { observingSources } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify([...observingSources(process.argv[1]).keys()]));`;
  const argv = ['--input-type=module', '-e', script, path.join(inPackage, 'dist')];
  const { stdout } = await execa(process.execPath, argv);
  const ours = [...observingSources(checkout).keys()].map((file) => file.replace(/\.ts$/, '.js'));
  expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(ours.toSorted());
});

test('compares two engines; reports go to the working directory, nothing into the package', async () => {
  const before = await files(path.join(user, 'node_modules'));
  const sides = ['--reference', dbt, '--candidate', dbt];
  const where = ['--database', 'embedded', '--no-cache'];
  const { exitCode, stderr, stdout } = await compat('run', '--case', 'run/select-name', ...where, ...sides);
  expect(exitCode, stderr.slice(-2000)).toBe(0);
  expect(stdout).toContain('npx dvt-compat run --tier standard');
  const report = JSON.parse(await readFile(path.join(user, 'reports/latest/report.json'), 'utf8'));
  expect(reportSchema.parse(report).totals).toMatchObject({ cases: 1, same: 1 });
  expect(await files(path.join(user, 'node_modules'))).toEqual(before);
});

test('the configuration of the working directory comes before that of the package', async () => {
  const file = path.join(user, 'compat.config.yaml');
  await writeFile(file, 'reference: exe:/bin/true\ncandidate: exe:/nonexistent\n');
  const { exitCode, stderr } = await compat('run', 'run');
  await rm(file);
  expect(stderr).toContain('/nonexistent');
  expect(exitCode).toBe(2);
});

test.runIf(process.getuid?.() === 0)(
  'runs for a user who is not root and may write nothing of it',
  async () => {
    await execa('chmod', ['-R', 'a-w,a+rX', path.join(user, 'node_modules')]);
    const own = path.join(folder, 'nobody');
    await mkdir(path.join(own, 'bin'), { recursive: true });
    // Root's programs may lie in a folder only root may enter.
    const uv = spawnSync('sh', ['-c', 'command -v uv'], { encoding: 'utf8' }).stdout.trim();
    for (const program of [process.execPath, uv])
      await copyFile(program, path.join(own, 'bin', path.basename(program)));
    await chmod(own, 0o777);
    const as = ['--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];
    const start = [path.join(own, 'bin/node'), path.join(inPackage, 'dist/bootstrap.mjs')];
    const sides = ['--reference', 'exe:/bin/true', '--candidate', 'exe:/bin/true'];
    const argv = ['run', '--case', 'run/select-name', '--database', 'embedded', '--json', ...sides];
    const { exitCode, stdout, stderr } = await execa('setpriv', [...as, ...start, ...argv], {
      cwd: own,
      env: { HOME: own, PATH: `${path.join(own, 'bin')}:/usr/bin:/bin` },
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
    });
    expect(exitCode, stderr.slice(-2000)).toBe(0);
    expect(reportSchema.parse(JSON.parse(stdout)).totals).toMatchObject({ cases: 1, same: 1 });
  },
  120_000,
);
