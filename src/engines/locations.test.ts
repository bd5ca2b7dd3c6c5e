/** Locations against what Python itself imports, in environments that are really made. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { editableLayouts } from '../../fixtures/engines/editable-layouts.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { locationsOf } from './locations.ts';

// Build backends come from the registry.
vi.setConfig({ testTimeout: 120_000 });

async function scratch(): Promise<string> {
  const folder = await temporaryFolder('locations');
  return folder;
}

const uv = (...argv: readonly string[]) => execa(process.env.DVT_COMPAT_UV || 'uv', argv);

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/** Asks Python where modules lie, and shows each place as it would be compared. */
async function shown(environment: string, modules: readonly string[], program = 'bin/probe') {
  const asks = `import importlib, sys\nfor name in ${JSON.stringify(modules)}: print(importlib.import_module(name).__file__)`;
  const python = path.join(environment, 'bin/python');
  const { stdout } = await execa(python, ['-c', asks]);
  const locations = await locationsOf(path.join(environment, program));
  const longest = locations.toSorted(([a], [b]) => b.length - a.length);
  return stdout
    .split('\n')
    .map((file) => longest.reduce((text, [place, name]) => text.replaceAll(place, name), file));
}

test.concurrent.each(Object.entries(editableLayouts))(
  'an editable install has the names of an installed one: %s',
  async (_, { files, modules, install = [] }) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'locations-'));
    try {
      const [checkout, environment] = [path.join(folder, 'checkout'), path.join(folder, 'environment')];
      await write(checkout, files);
      await uv('venv', '--quiet', environment);
      const python = ['--python', path.join(environment, 'bin/python')];
      await uv('pip', 'install', '--quiet', ...python, ...install, '--editable', checkout);
      const places = await shown(environment, modules);
      const base = (name: string) => `{packages}/${name.replaceAll('.', '/')}`;
      expect(places).toEqual(
        modules.map((name) => expect.toBeOneOf([`${base(name)}.py`, `${base(name)}/__init__.py`])),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('the standard library, the interpreter and the environment have names of their own; a link leads to the same', async () => {
  const folder = await scratch();
  const environment = path.join(folder, 'environment');
  await uv('venv', '--quiet', environment);
  const python = path.join(environment, 'bin/python');
  const program = path.join(environment, 'bin/probe');
  await writeFile(program, `#!${python}\nprint(1)\n`, { mode: 0o755 });
  expect(await shown(environment, ['json', 'textwrap'])).toEqual([
    '{stdlib}/json/__init__.py',
    '{stdlib}/textwrap.py',
  ]);
  const locations = await locationsOf(program);
  expect(Object.fromEntries(locations)).toMatchObject({
    [python]: '{python}',
    [environment]: '{environment}',
  });
  await symlink(program, path.join(folder, 'probe'));
  expect(await locationsOf(path.join(folder, 'probe'))).toEqual(locations);
  // A script may lie anywhere: it names its interpreter.
  await writeFile(path.join(folder, 'copy'), await readFile(program));
  expect(await locationsOf(path.join(folder, 'copy'))).toEqual(locations);
});

test('packages of the interpreter are found where the environment shares them', async () => {
  const folder = await scratch();
  const [base, environment] = [path.join(folder, 'base'), path.join(folder, 'environment')];
  const script = path.join(environment, 'bin/probe');
  await write(environment, {
    'pyvenv.cfg': `home = ${base}/bin\ninclude-system-site-packages = true\n`,
    'lib/python3.11/site-packages/a.py': '',
    'bin/probe': '#!/bin/sh\n',
  });
  const places = async () => (await locationsOf(script)).filter(([, name]) => name === '{packages}');
  expect((await places()).map(([place]) => path.relative(folder, place))).toEqual([
    'environment/lib/python3.11/site-packages',
    'base/lib/python3.11/site-packages',
    'base/local/lib/python3.11/dist-packages',
    'base/lib/python3/dist-packages',
  ]);
  await write(environment, { 'pyvenv.cfg': `home = ${base}/bin\ninclude-system-site-packages = false\n` });
  expect(await places()).toHaveLength(1);
});

test('an interpreter without a virtual environment has its packages in its own folders', async () => {
  const base = await scratch();
  await write(base, {
    'bin/python3': '',
    'bin/probe': `#!${base}/bin/python3\n`,
    'lib/python3.11/os.py': '',
  });
  expect(Object.fromEntries(await locationsOf(path.join(base, 'bin/probe')))).toEqual({
    [`${base}/lib/python3.11/site-packages`]: '{packages}',
    [`${base}/local/lib/python3.11/dist-packages`]: '{packages}',
    [`${base}/lib/python3/dist-packages`]: '{packages}',
    [`${base}/lib/python3.11`]: '{stdlib}',
    [`${base}/bin/python3`]: '{python}',
  });
});

test('a program that is no Python script has no locations', async () => {
  const program = path.join(await scratch(), 'bin/probe');
  await write(path.dirname(program), { probe: '#!/bin/sh\n' });
  expect(await locationsOf(program)).toEqual([]);
  await writeFile(program, '');
  expect(await locationsOf(program)).toEqual([]);
});
