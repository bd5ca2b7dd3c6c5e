import { chmod, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { installedEngine } from '../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Adaptation } from '../cases/adaptation.ts';
import type { Database } from '../postgres/database.ts';
import { setUp } from './set-up.ts';
import { type Workspace, workspaceOf } from './workspace.ts';

const server = { host: 'localhost', port: 5432, user: 'postgres', password: 'sesame', version: '18' };
const database = { create: async () => undefined, server } as unknown as Database;
const engine = { ...installedEngine('/engine/bin/dvt', '/engine'), profiles: '.dvt' };
const common = { reason: 'It is so.', as_is: 'run/as-is', file: 'projects/adaptations/fork.yaml' };
const inCapitals: Adaptation = {
  ...{ ...common, id: 'capitals', files: '**/*.sql' },
  ...{ find: '^select', replace: 'SELECT' },
};
const password: Adaptation = { ...common, id: 'password', password: 'plain' };

let folder: string;
let workspace: Workspace;
beforeEach(async () => {
  folder = await temporaryFolder('set-up');
  workspace = workspaceOf(
    { scratch: folder, database: { prefix: 'compat' } },
    { name: 'run/all', command: 'run' },
  );
  for (const [name, text] of Object.entries({
    'shop/states.yaml': '',
    'shop/models/a.sql': 'select 1',
    'shop/models/a.md': 'select',
    'home/.dvt/drivers/driver.jar': 'bytes',
  })) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
});

const setUpWith = (adaptations: readonly Adaptation[], home?: string) =>
  setUp({
    workspace,
    state: { source: path.join(folder, 'shop'), template: undefined },
    engine: { ...engine, home },
    database,
    threads: 1,
    adaptations,
  });
const inProject = (name: string) => readFile(path.join(workspace.project, name), 'utf8');
const inHome = (name: string) => readFile(path.join(workspace.home, name), 'utf8');

test('an adaptation changes the workspace, and not the project', async () => {
  await setUpWith([inCapitals]);
  expect(await inProject('models/a.sql')).toBe('SELECT 1');
  expect(await inProject('models/a.md')).toBe('select');
  expect(await readFile(path.join(folder, 'shop/models/a.sql'), 'utf8')).toBe('select 1');
});

test('what is behind a link of the project is the workspace’s own', async () => {
  await symlink('models/a.sql', path.join(folder, 'shop/first.sql'));
  await symlink('nowhere', path.join(folder, 'shop/dead.sql'));
  await setUpWith([]);
  await writeFile(path.join(workspace.project, 'first.sql'), 'select 2');
  expect(await inProject('models/a.sql')).toBe('select 2');
  expect(await readFile(path.join(folder, 'shop/models/a.sql'), 'utf8')).toBe('select 1');
  expect(await readlink(path.join(workspace.project, 'dead.sql'))).toBe('nowhere');
});

test('a read-only project can be written in the workspace', async () => {
  const modes = { 'models/a.sql': 0o444, models: 0o555, '': 0o555 };
  for (const [name, mode] of Object.entries(modes)) await chmod(path.join(folder, 'shop', name), mode);
  await setUpWith([]);
  // Or nobody but root could remove it.
  for (const name of Object.keys(modes).reverse()) await chmod(path.join(folder, 'shop', name), 0o755);
  for (const name of Object.keys(modes))
    expect((await stat(path.join(workspace.project, name))).mode & 0o200, name).toBe(0o200);
});

test('without adaptations a project is copied as it is, and no password is written', async () => {
  await setUpWith([]);
  expect(await inProject('models/a.sql')).toBe('select 1');
  for (const name of ['.dvt', 'annex'])
    expect(await inHome(`${name}/profiles.yml`)).toMatch(/env_var(?!.*sesame)/s);
});

test('for an engine that cannot read it from the environment the password is in the profile', async () => {
  await setUpWith([password]);
  expect(await inHome('.dvt/profiles.yml')).toContain('password: "sesame"');
});

test('what an engine was prepared with is in its home', async () => {
  await setUpWith([], path.join(folder, 'home'));
  expect(await inHome('.dvt/drivers/driver.jar')).toBe('bytes');
  expect(await inHome('.dvt/profiles.yml')).toContain('postgres');
});
