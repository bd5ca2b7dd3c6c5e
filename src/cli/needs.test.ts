import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/config.ts';
import { examine } from './needs.ts';
import { checkDatabases } from './needs-of-database.ts';
import { checkEngine } from './needs-of-engine.ts';

/** A configuration of defaults, changed in places. */
const configured = async (changes: Partial<Config>): Promise<Config> => ({
  ...(await readConfig([])),
  ...changes,
});

const onDatabase = async (provider: string) =>
  configured({ database: { provider, image: 'postgres:17-alpine' } });

test('finds what this machine has', async () => {
  const engine = `exe:${process.execPath}`;
  const config = await configured({ reference: engine, candidate: engine });
  const needs = await examine(config, path.join(os.tmpdir(), 'no', 'such', 'folder'));
  const names = needs.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Node', 'uv', 'Python', `engine ${engine}`, 'memory']));
  expect(names).toHaveLength(new Set(names).size);
  expect(needs.find(({ name }) => name === 'Node')).toMatchObject({
    found: true,
    detail: process.versions.node,
  });
  expect(needs.find(({ name }) => name === `engine ${engine}`)).toMatchObject({ found: true });
});

test('without uv it says so, and how to have it', async () => {
  const before = process.env.DVT_COMPAT_UV;
  process.env.DVT_COMPAT_UV = '/no/such/uv';
  try {
    const engine = `exe:${process.execPath}`;
    const needs = await examine(await configured({ reference: engine, candidate: engine }), os.tmpdir());
    expect(needs.find(({ name }) => name === 'uv')).toMatchObject({ found: false, required: true });
  } finally {
    if (before === undefined) delete process.env.DVT_COMPAT_UV;
    else process.env.DVT_COMPAT_UV = before;
  }
});

const plainFile = import.meta.filename;

test.each(['exe:/no/such/program', `exe:${plainFile}`, 'path:/no/such/checkout'])(
  'an engine that is not there: %s',
  async (spec) => {
    const need = await checkEngine(spec, await configured({}), 'uv');
    expect(need).toMatchObject({ found: false, required: true });
    expect(need.detail).toContain(spec.slice(spec.indexOf(':') + 1));
  },
);

test('an engine nobody configured', async () => {
  const need = await checkEngine('dbtt', await configured({}), 'uv');
  expect(need).toMatchObject({ found: false, required: true });
  expect(need.remedy).toContain('exe:');
});

test('an engine that needs a program which no package brings', async () => {
  const engines = (tool: string) =>
    ({ fork: { spec: `exe:${process.execPath}`, tools: [tool] } }) as unknown as Config['engines'];
  const need = async (tool: string) =>
    checkEngine('fork', await configured({ engines: engines(tool) }), 'uv');
  expect(await need('sh')).toMatchObject({ found: true });
  expect(await need('no-such-tool')).toMatchObject({
    found: false,
    required: true,
    remedy: expect.stringContaining('Install no-such-tool'),
  });
});

test('a server that does not answer is said without its password', async () => {
  const [need] = await checkDatabases(await onDatabase('postgresql://someone:hunter2@127.0.0.1:1/db'));
  expect(need).toMatchObject({ name: 'Postgres server', found: false, required: true });
  expect(JSON.stringify(need)).not.toContain('hunter2');
});

test('the embedded programs run, and are required where the configuration names them', async () => {
  const needs = await checkDatabases(await onDatabase('embedded'));
  expect(needs.find(({ name }) => name === 'embedded Postgres')).toMatchObject({
    found: true,
    required: true,
    detail: expect.stringContaining('PostgreSQL'),
  });
  expect(needs.find(({ name }) => name === 'Docker engine')).toMatchObject({ required: false });
});
