import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plainEngine } from '../../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { ownFiles } from './own-files.ts';

test('packages of others that share the namespace of a checkout are not its own', async () => {
  const root = await temporaryFolder('own-files');
  const files = {
    'lib/dbt/adapters/base.py': '',
    'lib/dbt_core-1.dist-info/RECORD': 'dbt_core.pth,,',
    'lib/dbt_core-1.dist-info/entry_points.txt': '[console_scripts]\ndbt = dbt.cli.main:cli\n',
    'checkout/dbt/cli/main.py': '',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  // As virtual environments have it on many systems.
  await symlink('lib', path.join(root, 'lib64'));
  const locations = ['lib64', 'lib', 'checkout'].map(
    (name) => [path.join(root, name), '{packages}'] as const,
  );
  const engine = { ...plainEngine('/bin/dbt'), release: 'dbt-core==1', locations };
  expect(await ownFiles(engine)).toEqual([['dbt/cli/main.py', path.join(root, 'checkout/dbt/cli/main.py')]]);
});
