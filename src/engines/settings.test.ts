import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Config, EngineSettings } from '../config/config.ts';
import { settingsOf } from './settings.ts';

const settings = (command: string, spec?: string): EngineSettings => ({
  ...(spec === undefined ? {} : { spec }),
  with: [],
  without: [],
  apart: [],
  prepare: [],
  tools: [],
  command,
  profiles: '.dbt',
  env: {},
});
const config: Config = {
  reference: 'dbt',
  candidate: 'dvt',
  engines: {
    dbt: settings('configured', 'dbt-core==1.12.6'),
    here: settings('checkout', 'path:some/where'),
    bare: settings('bare'),
    broken: settings('broken', 'no spec at all'),
  },
  families: { 'dvt-core': settings('dvt') },
  database: { provider: 'auto', image: '' },
  limits: { deadline_seconds: 1, memory_mib: 1, processes: 1, output_mib: 1 },
  threads: 1,
  fail_on: 'console',
  references_mib: 0,
  tier: 'smoke',
};

async function checkout(file: string, text: string): Promise<string> {
  const folder = await temporaryFolder('checkout');
  await writeFile(path.join(folder, file), text);
  return folder;
}

test.each([
  ['a configured name', 'dbt', 'configured', 'dbt-core==1.12.6'],
  ['the spec of a configured engine', 'dbt-core==1.12.6', 'configured', 'dbt-core==1.12.6'],
  ['the same path in other words', 'path:./some/../some/where', 'checkout', 'path:./some/../some/where'],
  ['a family', 'dvt-core==9', 'dvt', 'dvt-core==9'],
  ['a family, spelt otherwise', 'DVT_core[x]==9', 'dvt', 'DVT_core[x]==9'],
  [
    'a family, by repository and subdirectory',
    'git+https://h.example/u/dvt.git#subdirectory=core',
    'dvt',
    undefined,
  ],
  ['a family, by a repository of an unpacked release', 'git+file:///srv/dvt_core-9.1', 'dvt', undefined],
  ['nothing known', 'dbt-core==1.0', 'dbt', 'dbt-core==1.0'],
  ['a program', 'exe:/bin/false', 'false', 'exe:/bin/false'],
])('%s', async (_, given, command, spec = given) => {
  const chosen = await settingsOf(given, config);
  expect([chosen.settings.command, chosen.spec]).toEqual([command, spec]);
});

test.each([
  [
    'pyproject.toml',
    '[build-system]\nname = "no"\n[project]\nversion = "1"\nname = "dvt-core"\n[tool.x]\nname = "no"\n',
  ],
  ['setup.cfg', '[metadata]\nname = dvt-core\n'],
  ['setup.py', 'package_name = "dvt-core"\nsetup(name=package_name)\n'],
  ['setup.py', 'setup(\n    name="dvt-core",\n)\n'],
])('a checkout is known by its package’s name in %s', async (file, text) => {
  const chosen = await settingsOf(`path:${await checkout(file, text)}`, config);
  expect([chosen.name, chosen.settings.command]).toEqual(['dvt-core', 'dvt']);
});

test('an unknown name is refused with the names and the forms there are', async () => {
  await expect(settingsOf('dtb', config)).rejects.toMatchObject({
    kind: 'usage',
    remedy: expect.stringMatching(/dbt, here.*exe:/),
  });
  await expect(settingsOf('toString', config)).rejects.toMatchObject({ kind: 'usage' });
});

test('a configured engine without a spec is refused', async () => {
  await expect(settingsOf('bare', config)).rejects.toMatchObject({
    kind: 'usage',
    remedy: expect.stringContaining('spec:'),
  });
});
