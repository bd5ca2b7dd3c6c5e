/** Locations against what Python itself imports, in environments that are really made. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { locationsOf } from './locations.ts';

// Build backends come from the registry.
vi.setConfig({ testTimeout: 120_000 });

async function scratch(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'locations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
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

const project = (backend: string, more = '') =>
  `[project]\nname = "probe"\nversion = "1"\nscripts = { probe = "probe:main" }\n[build-system]\nrequires = [${backend}]\n${more}`;
const setuptools = (more = '') =>
  project('"setuptools>=64"', `build-backend = "setuptools.build_meta"\n${more}`);
const hatchling = (more = '') =>
  project('"hatchling", "editables"', `build-backend = "hatchling.build"\n${more}`);

interface Layout {
  readonly files: Readonly<Record<string, string>>;
  readonly modules?: readonly string[];
  readonly install?: readonly string[];
}

const flat = { 'probe/__init__.py': '', 'probe/part/__init__.py': '' };
const src = { 'src/probe/__init__.py': '', 'src/probe/part/__init__.py': '' };
const usual = ['probe', 'probe.part'];
const namespaced = { 'src/space/probe/__init__.py': '', 'src/space/probe/part/__init__.py': '' };

const layouts: Readonly<Record<string, Layout>> = {
  'setuptools, flat': { files: { ...flat, 'pyproject.toml': setuptools() } },
  'setuptools, src': { files: { ...src, 'pyproject.toml': setuptools() } },
  'setuptools, folders of other names': {
    files: {
      'code/probe.py': '',
      'more/extra/__init__.py': '',
      'pyproject.toml': setuptools(
        '[tool.setuptools]\npy-modules = ["probe"]\npackages = ["extra"]\npackage-dir = { "" = "code", extra = "more/extra" }\n',
      ),
    },
    modules: ['probe', 'extra'],
  },
  'setuptools, a namespace': {
    files: {
      ...namespaced,
      'code/__init__.py': '',
      'pyproject.toml': setuptools(
        '[tool.setuptools]\npackages = ["space.probe", "space.probe.part", "space.more"]\npackage-dir = { "" = "src", "space.more" = "code" }\n',
      ),
    },
    modules: ['space.probe', 'space.probe.part', 'space.more'],
  },
  'setuptools, strict': {
    files: { ...flat, 'pyproject.toml': setuptools() },
    install: ['--config-setting', 'editable_mode=strict'],
  },
  'hatchling, flat': { files: { ...flat, 'pyproject.toml': hatchling() } },
  'hatchling, src': { files: { ...src, 'pyproject.toml': hatchling() } },
  'hatchling, exact': {
    files: { ...src, 'pyproject.toml': hatchling('[tool.hatch.build]\ndev-mode-exact = true\n') },
    // What its way of finding packages needs at run time.
    install: ['editables'],
  },
  'hatchling, a package below another folder': {
    files: {
      'core/probe/__init__.py': '',
      'core/probe/part/__init__.py': '',
      'pyproject.toml': hatchling('[tool.hatch.build.targets.wheel]\npackages = ["core/probe"]\n'),
    },
  },
  uv: {
    files: { ...src, 'pyproject.toml': project('"uv_build"', 'build-backend = "uv_build"\n') },
  },
};

test.concurrent.each(Object.entries(layouts))(
  'an editable install has the names of an installed one: %s',
  async (_, { files, modules = usual, install = [] }) => {
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

test('a program that is no Python script has no locations', async () => {
  const program = path.join(await scratch(), 'bin/probe');
  await write(path.dirname(program), { probe: '#!/bin/sh\n' });
  expect(await locationsOf(program)).toEqual([]);
  await writeFile(program, '');
  expect(await locationsOf(program)).toEqual([]);
});
