import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainEngine } from '../../../fixtures/engines/plain-engine.ts';
import type { Case } from '../../cases/case.ts';
import { placeOf } from '../../workspace/workspace.ts';
import type { Grounds } from '../run-side.ts';
import { observingSources, observingVersion, referenceKey } from './key.ts';
import { neededBy } from './sources.ts';

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

describe('the version', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const version = observingVersion(root);
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(path.join(os.tmpdir(), 'version-'));
    for (const name of ['src', 'packages', 'package-lock.json'])
      await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  });
  afterAll(() => rm(copy, { recursive: true }));

  /** The version with one file changed. */
  async function versionWithout(file: string): Promise<string> {
    const place = path.join(copy, file);
    const text = await readFile(place);
    await appendFile(place, '\n');
    try {
      return observingVersion(copy);
    } finally {
      await writeFile(place, text);
    }
  }

  test('is the same in another folder', () => expect(observingVersion(copy)).toBe(version));

  test.each([
    ...[
      'src/cases/adaptation.ts',
      'src/cases/state.ts',
      'src/process/processes.ts',
      'src/compare/session.ts',
      'src/compare/run-case.ts',
      'src/compare/confirm/side-runs.ts',
    ],
    ...[
      'src/workspace/states.ts',
      'src/workspace/profiles.ts',
      'src/workspace/running.ts',
      'src/compare/reference/cache.ts',
    ],
    ...['src/process/start-warm.ts', 'src/process/start-cold.ts', 'src/process/invoke.ts'],
    ...['fork-server.ts', 'python/host.py', 'python/host_lazy.py'].map(
      (name) => `packages/python-forkserver/${name}`,
    ),
    ...['src/process/terminal.py', 'src/dbt/definitions.py', 'src/facets/artifacts/artifact-schemas.py'],
    ...[
      'src/facets/database/relations.ts',
      'src/postgres/embedded/embedded-server.ts',
      'src/postgres/docker/image.ts',
    ],
    'package-lock.json',
  ])('is another with another %s', async (file) => expect(await versionWithout(file)).not.toBe(version));

  test.each([
    ...[
      'src/report/markdown/issue.ts',
      'src/compare/confirm/confirm-case.ts',
      'src/findings/judge.ts',
      'src/compare/judge-sides.ts',
      'src/diff/structure.ts',
      'src/facets/registry.ts',
      'src/facets/database/kinds.ts',
    ],
    ...[
      'src/normalise/clock.ts',
      'src/compare/timings.ts',
      'src/compare/reference/key.test.ts',
      'src/cli/run.ts',
    ],
  ])('is the same with another %s', async (file) => expect(await versionWithout(file)).toBe(version));

  test('follows every import that Node finds', async () => {
    const files = observingSources(root);
    const imported = await importsIn([...files].filter(([file]) => file.endsWith('.ts')));
    const missed = imported.filter(([file, name]) => !neededBy(file, files.get(file) ?? '').includes(name));
    expect(imported.length).toBeGreaterThan(200);
    expect(missed).toEqual([]);
  });
});

/** Static imports of our own files as Node itself reads them: each with the file it is in. */
async function importsIn(
  files: readonly (readonly [string, string])[],
): Promise<readonly [string, string][]> {
  const script = `
    const { SourceTextModule } = require('node:vm');
    const { stripTypeScriptTypes } = require('node:module');
    const files = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const found = files.flatMap(([file, text]) =>
      new SourceTextModule(stripTypeScriptTypes(text)).moduleRequests.map(({ specifier }) => [file, specifier]));
    console.log(JSON.stringify(found));`;
  const { stdout } = await execa(process.execPath, ['--experimental-vm-modules', '-e', script], {
    input: JSON.stringify(files),
  });
  return (JSON.parse(stdout) as [string, string][])
    .filter(([, name]) => name.startsWith('.'))
    .map(([file, name]) => [file, path.join(path.dirname(file), name)]);
}
