import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plainEngine } from '../../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { ownFiles } from './own-files.ts';

async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder('own-files');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  return root;
}

/** An engine that is installed from a checkout. */
const engineIn = (locations: readonly (readonly [string, string])[]) => ({
  ...plainEngine('/bin/dbt'),
  release: 'dbt-core==1',
  locations,
});
const metadata = {
  'lib/dbt_core-1.dist-info/RECORD': 'dbt_core.pth,,',
  'lib/dbt_core-1.dist-info/entry_points.txt': '[console_scripts]\ndbt = dbt.cli.main:cli\n',
};

test('packages of others that share the namespace of a checkout are not its own', async () => {
  const root = await writeFiles({
    ...metadata,
    'lib/dbt/adapters/base.py': '',
    'checkout/dbt/cli/main.py': '',
  });
  // As virtual environments have it on many systems.
  await symlink('lib', path.join(root, 'lib64'));
  const folders = ['lib64', 'lib', 'checkout'].map((name) => path.join(root, name));
  expect(await ownFiles(engineIn(folders.map((folder) => [folder, '{packages}'])))).toEqual([
    ['dbt/cli/main.py', path.join(root, 'checkout/dbt/cli/main.py')],
  ]);
});

test('a package in a folder with another name has the name under which it is imported', async () => {
  const root = await writeFiles({ ...metadata, 'checkout/cli/main.py': '' });
  const locations = [
    [path.join(root, 'lib'), '{packages}'],
    [path.join(root, 'checkout'), '{packages}/dbt'],
  ] as const;
  expect(await ownFiles(engineIn(locations))).toEqual([
    ['dbt/cli/main.py', path.join(root, 'checkout/cli/main.py')],
  ]);
});
