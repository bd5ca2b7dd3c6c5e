import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { packagesIn } from '../engines/installed.ts';
import { adaptersIn, identitiesOf } from './identity.ts';
import { sumReplaced } from './replace.ts';

const engine = (command: string, version: string, packages: Readonly<Record<string, string>> = {}) => ({
  ...{ command, version, packages },
});

test('an engine consists of its own program and the dbt of its environment', () => {
  const wrapper = engine('dvt', '0.2.28', { 'dvt-core': '0.2.28', 'dbt-core': '1.12.6' });
  const sides = { reference: engine('dbt', '1.12.6', { 'dbt-core': '1.12.6' }), candidate: wrapper };
  const found = identitiesOf(sides);
  expect(found?.reference.programs).toEqual([{ name: 'dbt', version: '1.12.6' }]);
  expect(found?.candidate.programs).toEqual([
    { name: 'dvt', version: '0.2.28' },
    { name: 'dbt', version: '1.12.6' },
  ]);
});

test('a program in an environment has the version of its package; without one, neither side has an identity', () => {
  const released = engine('dbt', '1.12.6');
  const inEnvironment = engine('dbt', '', { 'dbt-core': '1.11.16' });
  expect(identitiesOf({ reference: inEnvironment, candidate: released })?.reference.programs).toEqual([
    { name: 'dbt', version: '1.11.16' },
  ]);
  expect(identitiesOf({ reference: engine('dbt', ''), candidate: released })).toBeUndefined();
});

test('adapters are the packages that are named after one', () => {
  expect(
    adaptersIn({ 'dbt-core': '1', 'dbt-common': '2', 'dbt-adapters': '3', 'dbt-postgres': '4', jinja2: '5' }),
  ).toEqual({ postgres: '4' });
});

test('packages are read from the folders of an environment, the first of a name counts', async () => {
  const root = await temporaryFolder('packages');
  for (const folder of [
    'a/dbt_core-1.12.6.dist-info',
    'b/dbt_core-1.0.0.dist-info',
    'b/Jinja2-3.1.dist-info',
    'c/x-1.dist-info',
  ])
    await mkdir(path.join(root, folder), { recursive: true });
  const locations = [
    [path.join(root, 'a'), '{packages}'],
    [path.join(root, 'b'), '{packages}'],
    [path.join(root, 'c'), '{stdlib}'],
  ] as const;
  expect(await packagesIn(locations)).toEqual({ 'dbt-core': '1.12.6', jinja2: '3.1' });
});

test('records are summed by placeholder and original', () => {
  expect(
    sumReplaced([{ '{name}': { dbt: 1 } }, { '{name}': { dbt: 2, dvt: 1 }, '{version}': { '1.0': 4 } }]),
  ).toEqual({ '{name}': { dbt: 3, dvt: 1 }, '{version}': { '1.0': 4 } });
});
