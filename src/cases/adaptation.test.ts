import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { adaptText, readAdaptations } from './adaptation.ts';

const root = path.resolve(import.meta.dirname, '../..');
const fork = { spec: 'path:../dvt/core', release: 'dvt-core==1.12.106' };
const connection = {
  id: 'connection',
  reason: 'It rejects a source without a connection.',
  files: 'models/**/*.yml',
  find: '^( *)- name: raw$',
  replace: '$&\n$1  connection: dev',
  as_is: 'parse/as-is',
};

/** Projects with one file of models, and one file of adaptations. */
async function projects(adaptations: readonly object[], engine = 'dvt-core==1.12.*'): Promise<string> {
  const folder = await temporaryFolder('adaptations');
  for (const name of ['shop/models', 'adaptations'])
    await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, 'shop/models/sources.yml'), 'sources:\n  - name: raw\n');
  await writeFile(path.join(folder, 'adaptations/fork.yaml'), stringify({ engine, adaptations }));
  return folder;
}

const read = async (adaptations: readonly object[], engine?: string) =>
  readAdaptations(await projects(adaptations, engine), fork);

test('adaptations of a checkout are found by its package and version', async () => {
  expect(await read([connection])).toEqual([{ ...connection, file: 'projects/adaptations/fork.yaml' }]);
  expect(await read([connection], 'path:../dvt/*')).toHaveLength(1);
  expect(await read([connection], 'dvt-core==0.2.*')).toEqual([]);
});

test.each([
  ['an unknown key', [{ ...connection, note: 'why not' }], 'Invalid adaptations'],
  ['no reason', [{ ...connection, reason: '' }], 'Invalid adaptations'],
  ['no case that shows the rejection', [{ ...connection, as_is: undefined }], 'Invalid adaptations'],
  ['a broken pattern', [{ ...connection, find: '(' }], 'Invalid adaptations'],
  ['the same id twice', [connection, connection], 'The id connection is used twice'],
  [
    'a pattern that matches nothing',
    [{ ...connection, find: 'name: cooked' }],
    'changes no file of any project',
  ],
  ['files that do not exist', [{ ...connection, files: 'seeds/*' }], 'changes no file of any project'],
])('%s is refused, with the file to fix', async (_, adaptations, why) => {
  const refused = await read(adaptations).catch((error) => error);
  expect(refused).toMatchObject({ kind: 'usage', remedy: 'Fix projects/adaptations/fork.yaml.' });
  expect(`${refused.message} ${refused.why}`).toContain(why);
});

test('every match in the named files is replaced, and nothing else', () => {
  const text = '  - name: raw\n  - name: rawer\n  - name: raw\n';
  expect(adaptText([connection], 'models/a/b.yml', text)).toBe(
    '  - name: raw\n    connection: dev\n  - name: rawer\n  - name: raw\n    connection: dev\n',
  );
  expect(adaptText([connection], 'seeds/a.yml', text)).toBe(text);
});

test('the files of the checkout are valid, and each engine gets only its own', async () => {
  const filesFor = async (engine: Parameters<typeof readAdaptations>[1]) =>
    new Set(
      (await readAdaptations(path.join(root, 'projects'), engine)).map(({ file }) => path.basename(file)),
    );
  const released = (release: string) => filesFor({ spec: release, release });
  expect(await filesFor(fork)).toEqual(new Set(['dvt-fork.yaml']));
  expect(await released('dvt-core==0.2.28')).toEqual(new Set(['dvt-core.yaml']));
  for (const dbt of ['dbt-core==1.11.6', 'dbt-core==1.12.6']) expect(await released(dbt)).toEqual(new Set());
});
