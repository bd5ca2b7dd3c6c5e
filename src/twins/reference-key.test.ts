import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import type { Case } from '../plan/case.ts';
import { placeOf } from './place.ts';
import { observingVersion, referenceKey } from './reference-key.ts';
import type { Grounds } from './run-side.ts';

const server = { host: '127.0.0.1', port: 27200, user: 'postgres', password: 'secret', version: '18.4' };
const grounds = {
  database: { server, statements: 'server-log' },
  adaptations: () => [],
  limits: { deadlineSeconds: 300, memoryMiB: 3072, processes: 64, outputMiB: 64 },
} as unknown as Grounds;
const one = { id: 'run/all', steps: [{ engine: ['run'] }], project: 'shop' } as unknown as Case;
const engine = { ...plainEngine('/engine/bin/dbt'), root: '/engine', lock: 'abc' };
const place = placeOf('/dev/shm/dvt-compat-00', 'run/all', 'run', 'compat');
const prepared = { source: '/projects/shop', template: 'compat_state_abc' };

const keyOf = (
  changed: Partial<Record<'grounds' | 'one' | 'engine' | 'place' | 'prepared', object>> = {},
  version = 'v',
) =>
  referenceKey(
    version,
    { ...grounds, ...changed.grounds },
    { ...one, ...changed.one },
    { ...engine, ...changed.engine },
    { ...place, ...changed.place },
    { ...prepared, ...changed.prepared },
  );

test('the same of everything is the same key', () => expect(keyOf()).toBe(keyOf()));

test('what is expected of a step does not change what it shows', () =>
  expect(keyOf({ one: { steps: [{ engine: ['run'], expect: 'failure' }] } })).toBe(keyOf()));

test.each([
  ['another lock of the engine', { engine: { lock: 'abd' } }],
  ['another variable of the engine', { engine: { env: { A: '1' } } }],
  ['another step', { one: { steps: [{ engine: ['run', '--quiet'] }] } }],
  ['another variable of a step', { one: { steps: [{ engine: ['run'], env: { A: '1' } }] } }],
  ['another order of steps', { one: { steps: [{ engine: ['run'] }, { sql: 'select 1' }] } }],
  ['another deadline', { one: { deadlineSeconds: 5 } }],
  ['another state', { prepared: { template: 'compat_state_abd' } }],
  ['another folder', { place: placeOf('/tmp/dvt-compat-00', 'run/all', 'run', 'compat') }],
  ['another port', { grounds: { database: { ...grounds.database, server: { ...server, port: 5432 } } } }],
  [
    'another server version',
    { grounds: { database: { ...grounds.database, server: { ...server, version: '17.1' } } } },
  ],
  ['another adaptation', { grounds: { adaptations: () => [{ id: 'a', as_is: 'run/one' }] } }],
  ['another limit', { grounds: { limits: { ...grounds.limits, processes: 65 } } }],
])('%s is another key', (_, changed) => expect(keyOf(changed)).not.toBe(keyOf()));

test('another way of observing is another key', () => expect(keyOf({}, 'w')).not.toBe(keyOf()));

test('another password of a server of ours is the same key', () => {
  const database = { ...grounds.database, server: { ...server, password: 'other' } };
  expect(keyOf({ grounds: { database } })).toBe(keyOf());
});

test('a program somewhere has no key: what it loads is not known', () =>
  expect(keyOf({ engine: { root: '' } })).toBeUndefined());

test('the version follows every source that observes, but no test', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const copy = await mkdtemp(path.join(os.tmpdir(), 'version-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  for (const name of ['src', 'package-lock.json'])
    await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  const version = await observingVersion(root);
  expect(await observingVersion(copy)).toBe(version);
  await writeFile(path.join(copy, 'src/observe/new.test.ts'), '');
  expect(await observingVersion(copy)).toBe(version);
  await writeFile(path.join(copy, 'src/engines/host/host.py'), '');
  expect(await observingVersion(copy)).not.toBe(version);
});
