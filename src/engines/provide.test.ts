import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Config, EngineSettings } from '../config/config.ts';
import type { InstalledEngine } from './engine.ts';
import { provideEngine as provideAny } from './provide.ts';

// Engines are really built, from the registry.
vi.setConfig({ testTimeout: 120_000 });

const settings = (command: string, more: Partial<EngineSettings> = {}): EngineSettings => ({
  with: [],
  without: [],
  apart: [],
  prepare: [],
  tools: [],
  command,
  profiles: '.dbt',
  env: {},
  ...more,
});
const config: Config = {
  reference: 'dbt',
  candidate: 'dvt',
  engines: {
    old: settings('tiny', { spec: 'sqlparse==0.5.1', python: '2.7' }),
    new: settings('tiny', { spec: 'sqlparse==0.5.2', python: '3.99' }),
  },
  families: {
    sqlparse: settings('sqlformat', { env: { A: '1' }, profiles: '.sql' }),
    'tiny-engine': settings('tiny'),
    'broken-engine': settings('broken'),
  },
  database: { provider: 'auto', image: '' },
  limits: { deadline_seconds: 1, memory_mib: 1, processes: 1, output_mib: 1 },
  threads: 1,
  fail_on: 'console',
  references_mib: 0,
  tier: 'smoke',
};
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/engines/${name}`, import.meta.url));

async function scratch(): Promise<string> {
  const folder = await temporaryFolder('provide');
  return folder;
}

/** Of a spec that is not `exe:`. */
const provideEngine = (...given: Parameters<typeof provideAny>) =>
  provideAny(...given) as Promise<InstalledEngine>;

const quiet = (cache: string) => ({ cache, say: () => undefined });
const inside = async (folder: string) => (await readdir(folder, { recursive: true })).sort();

async function copyOf(name: string): Promise<string> {
  const checkout = path.join(await scratch(), name);
  await cp(fixture(name), checkout, { recursive: true, filter: (file) => !file.includes('__pycache__') });
  return checkout;
}

test('an engine from the registry is built once, works where it was moved to, and needs no process afterwards', async () => {
  const cache = await scratch();
  const said: string[] = [];
  const engine = await provideEngine('sqlparse==0.5.0', config, { cache, say: (text) => said.push(text) });
  expect(engine).toMatchObject({
    spec: 'sqlparse==0.5.0',
    command: 'sqlformat',
    version: '0.5.0',
    env: { A: '1' },
    profiles: '.sql',
    lock: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(said[0]).toMatch(/^sqlparse==0\.5\.0: resolving … 0 s$/);
  expect(said.join()).toContain('installing');
  expect(await readdir(path.join(cache, 'engines'))).toEqual([path.basename(engine.root)]);
  expect(await readFile(engine.lockFile, 'utf8')).toContain('name = "sqlparse"');
  expect(String(execFileSync(engine.program, ['-k', 'upper', '-'], { input: 'select 1' })).trim()).toBe(
    'SELECT 1',
  );

  vi.stubEnv('DVT_COMPAT_UV', '/nonexistent/uv');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await provideEngine('sqlparse==0.5.0', config, quiet(cache))).toEqual(engine);
});

test('a cache behind a link has engines where they really are', async () => {
  const [real, link] = [await scratch(), await scratch()];
  const spec = `path:${await copyOf('tiny')}`;
  const engine = await provideEngine(spec, config, quiet(real));
  await symlink(path.join(real, 'engines'), path.join(link, 'engines'));
  expect(await provideEngine(spec, config, quiet(link))).toEqual(engine);
});

test('two that want the same engine at once build it once', async () => {
  const cache = await scratch();
  const spec = `path:${await copyOf('tiny')}`;
  const provide = async () => {
    const said: string[] = [];
    const engine = await provideEngine(spec, config, { cache, say: (text) => said.push(text) });
    return {
      engine,
      built: said.join().includes('resolving'),
      waited: said.join().includes('waiting for another'),
    };
  };
  const both = await Promise.all([provide(), provide()]);
  expect(both[0].engine).toEqual(both[1].engine);
  expect(both.map(({ built }) => built).sort()).toEqual([false, true]);
  expect(both.map(({ waited }) => waited).sort()).toEqual([false, true]);
});

test('a checkout is used as it stands: an edit shows at once and changes the lock', async () => {
  const cache = await scratch();
  const checkout = await copyOf('tiny');
  const before = await provideEngine(`path:${checkout}`, config, quiet(cache));
  expect(before).toMatchObject({ command: 'tiny', version: '1.2.3' });
  expect(String(execFileSync(before.program))).toBe('tiny 1\n');
  expect(await provideEngine(`path:${checkout}`, config, quiet(cache))).toEqual(before);

  await writeFile(path.join(checkout, 'tiny.py'), 'def main():\n    print("tiny two")\n');
  const after = await provideEngine(`path:${checkout}`, config, quiet(cache));
  expect(String(execFileSync(after.program))).toBe('tiny two\n');
  expect(after.root).toBe(before.root);
  expect(after.lock).not.toBe(before.lock);

  await appendFile(path.join(checkout, 'pyproject.toml'), '\n# other dependencies, say\n');
  expect((await provideEngine(`path:${checkout}`, config, quiet(cache))).root).not.toBe(before.root);
});

const refused: readonly (readonly [spec: string, expected: object])[] = [
  ['nonsense==1', { kind: 'usage', why: expect.stringContaining('nonsense') }],
  [
    'sqlparse==99.9',
    { kind: 'usage', why: expect.stringContaining('there is no version of sqlparse==99.9') },
  ],
  ['sqlparse[x]==0.5.1.post9', { kind: 'usage' }],
  [
    `path:${fixture('broken')}`,
    { kind: 'environment', why: expect.stringContaining('needs a compiler that is not here') },
  ],
  [`path:${fixture('nowhere')}`, { kind: 'usage', why: expect.stringContaining('does not exist') }],
  ['tiny-engine', { kind: 'usage' }],
  ['old', { kind: 'usage', why: expect.stringContaining('2.7') }],
  ['new', { kind: 'environment', message: 'No suitable Python for sqlparse==0.5.2' }],
  ['exe:/nonexistent', { kind: 'usage', why: 'The file does not exist.' }],
  ['exe:/usr', { kind: 'usage', why: 'It is not a file.' }],
  ['exe:/etc/passwd', { kind: 'usage', why: expect.stringContaining('not readable and executable') }],
];

test.each(refused)('%s is refused, and nothing is left of it', async (spec, expected) => {
  const folder = await scratch();
  const cache = path.join(folder, 'cache');
  await mkdir(path.join(cache, 'engines/other'), { recursive: true });
  await expect(provideEngine(spec, config, quiet(cache))).rejects.toMatchObject({
    name: 'Problem',
    ...expected,
  });
  expect(await inside(folder)).toEqual(['cache', 'cache/engines', 'cache/engines/other']);
});

test('a package without the command is refused, and says which it has', async () => {
  const cache = path.join(await scratch(), 'cache');
  const odd = { ...config, families: { sqlparse: settings('dbt') } };
  await expect(provideEngine('sqlparse==0.5.0', odd, quiet(cache))).rejects.toMatchObject({
    kind: 'usage',
    why: 'The package sqlparse provides sqlformat.',
  });
  await expect(readdir(cache)).rejects.toThrow('ENOENT');
});

test('without network, and without uv, the environment is to blame', async () => {
  const cache = path.join(await scratch(), 'cache');
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])
    vi.stubEnv(name, 'http://127.0.0.1:9');
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
  vi.stubEnv('UV_NO_CACHE', '1');
  vi.stubEnv('UV_HTTP_RETRIES', '0');
  await expect(provideEngine('sqlparse==0.5.0', config, quiet(cache))).rejects.toMatchObject({
    kind: 'environment',
    message: 'sqlparse==0.5.0 cannot be downloaded',
  });
  vi.stubEnv('DVT_COMPAT_UV', '/nonexistent/uv');
  await expect(provideEngine('sqlparse==0.5.0', config, quiet(cache))).rejects.toMatchObject({
    kind: 'environment',
    message: 'uv not found',
  });
  await expect(readdir(cache)).rejects.toThrow('ENOENT');
});

const prepared = (left: string): Config => ({
  ...config,
  families: {
    'tiny-engine': settings('tiny', {
      prepare: [{ run: `fetch {engine}/.venv ${left}`, leaves: '.tiny/drivers' }],
    }),
  },
});

test('what a prepare step must leave is kept for every home, and nothing else is', async () => {
  const engine = await provideEngine(
    `path:${await copyOf('tiny')}`,
    prepared('drivers'),
    quiet(await scratch()),
  );
  expect(engine.release).toBe('tiny-engine==1.2.3');
  expect(await inside(engine.home ?? '')).toEqual(['.tiny', '.tiny/drivers', '.tiny/drivers/driver']);
  expect(await readdir(engine.root)).not.toContain('prepare');
});

test('a prepare step that leaves nothing is a problem with what it printed, though it ended with 0', async () => {
  const cache = await scratch();
  const provided = provideEngine(`path:${await copyOf('tiny')}`, prepared('elsewhere'), quiet(cache));
  await expect(provided).rejects.toMatchObject({
    kind: 'environment',
    why: 'It exited with 0, and .tiny/drivers is missing:\nfetching',
  });
  await expect(readdir(path.join(cache, 'engines'))).rejects.toThrow('ENOENT');
});

test('a tool that engines are not shown is missed before anything is built', async () => {
  const needing = {
    ...config,
    families: { sqlparse: settings('sqlformat', { tools: ['sh', 'no-such-tool'] }) },
  };
  const cache = path.join(await scratch(), 'cache');
  await expect(provideEngine('sqlparse==0.5.0', needing, quiet(cache))).rejects.toMatchObject({
    kind: 'environment',
    message: 'sqlparse==0.5.0 needs no-such-tool',
    remedy: expect.stringContaining('Install no-such-tool'),
  });
  await expect(readdir(cache)).rejects.toThrow('ENOENT');
});

test('a checkout that is not there is said to be got with what the configuration names', async () => {
  const spec = `path:${path.join(await scratch(), 'absent')}`;
  const engines = { fork: settings('dvt', { spec, 'get-with': 'git clone somewhere' }) };
  await expect(provideEngine('fork', { ...config, engines }, quiet(await scratch()))).rejects.toMatchObject({
    kind: 'usage',
    remedy: expect.stringContaining('`git clone somewhere`'),
  });
});

test('a cache that cannot be written is a problem of the environment', async () => {
  const file = path.join(await scratch(), 'cache');
  await writeFile(file, '');
  await expect(provideEngine('sqlparse==0.5.0', config, quiet(file))).rejects.toMatchObject({
    kind: 'environment',
    message: 'Cannot write to the engine cache',
  });
});

test('an aborted build leaves nothing and rejects with the reason', async () => {
  const cache = path.join(await scratch(), 'cache');
  const controller = new AbortController();
  const say = () => controller.abort(new Error('enough'));
  await expect(
    provideEngine('sqlparse==0.5.0', config, { cache, say, signal: controller.signal }),
  ).rejects.toThrow('enough');
  await expect(readdir(cache)).rejects.toThrow('ENOENT');
});

test('a build killed half-way does not stand in the way of the next, nor remain', async () => {
  const cache = await scratch();
  const engines = path.join(cache, 'engines');
  const module = new URL('provide.ts', import.meta.url).href;
  const script = `const { provideEngine } = await import(${JSON.stringify(module)});
await provideEngine('sqlparse==0.5.0', ${JSON.stringify(config)}, { cache: ${JSON.stringify(cache)}, say() {} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  const halfWay = async () => (await inside(engines).catch(() => [])).some((name) => name.endsWith('.venv'));
  while (!(await halfWay())) expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const left = await readdir(engines);
  expect(left.filter((name) => name.endsWith('.unfinished') || name.endsWith('.lock'))).toHaveLength(2);

  const engine = await provideEngine('sqlparse==0.5.0', config, quiet(cache));
  expect(await readdir(engines)).toEqual([path.basename(engine.root)]);
  expect(String(execFileSync(engine.program, ['-'], { input: 'select 1' })).trim()).toBe('select 1');
});
