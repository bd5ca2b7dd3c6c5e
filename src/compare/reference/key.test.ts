import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { installedEngine } from '../../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import type { Case } from '../../cases/case.ts';
import { workspaceOf } from '../../workspace/workspace.ts';
import type { SideContext } from '../run-side.ts';
import { observingSources, observingVersion, referenceKey } from './key.ts';
import { neededBy } from './sources.ts';

const server = { host: '127.0.0.1', port: 27200, user: 'postgres', password: 'secret', version: '18.4' };
const context = {
  database: { server, statements: 'server-log' },
  adaptations: () => [],
  limits: { deadlineSeconds: 300, memoryMiB: 3072, processes: 64, outputMiB: 64 },
} as unknown as SideContext;
const testCase = { id: 'run/all', steps: [{ engine: ['run'] }], project: 'shop' } as unknown as Case;
const engine = { ...installedEngine('/engine/bin/dbt', '/engine'), lock: 'abc' };
const workspaceIn = (scratch: string) =>
  workspaceOf({ scratch, database: { prefix: 'compat' } }, { name: 'run/all', command: 'run' });
const workspace = workspaceIn('/dev/shm/dvt-compat-00');
const state = { source: '/projects/shop', template: 'compat_state_abc' };

const keyOf = (
  changed: Partial<Record<'context' | 'testCase' | 'engine' | 'workspace' | 'state', object>> = {},
  version = 'v',
) =>
  referenceKey(
    {
      context: { ...context, ...changed.context },
      testCase: { ...testCase, ...changed.testCase },
      engine: { ...engine, ...changed.engine },
      workspace: { ...workspace, ...changed.workspace },
      state: { ...state, ...changed.state },
      evidence: '/evidence',
    },
    version,
  );

test('the same of everything is the same key', () => expect(keyOf()).toBe(keyOf()));

test('what is expected of a step does not change what it shows', () =>
  expect(keyOf({ testCase: { steps: [{ engine: ['run'], expect: 'failure' }] } })).toBe(keyOf()));

test.each([
  ['another lock of the engine', { engine: { lock: 'abd' } }],
  ['another variable of the engine', { engine: { env: { A: '1' } } }],
  ['another step', { testCase: { steps: [{ engine: ['run', '--quiet'] }] } }],
  ['another variable of a step', { testCase: { steps: [{ engine: ['run'], env: { A: '1' } }] } }],
  ['another order of steps', { testCase: { steps: [{ engine: ['run'] }, { sql: 'select 1' }] } }],
  ['another deadline', { testCase: { deadlineSeconds: 5 } }],
  ['another state', { state: { template: 'compat_state_abd' } }],
  ['another folder', { workspace: workspaceIn('/tmp/dvt-compat-00') }],
  ['another port', { context: { database: { ...context.database, server: { ...server, port: 5432 } } } }],
  [
    'another server version',
    { context: { database: { ...context.database, server: { ...server, version: '17.1' } } } },
  ],
  ['another adaptation', { context: { adaptations: () => [{ id: 'a', as_is: 'run/one' }] } }],
  ['another limit', { context: { limits: { ...context.limits, processes: 65 } } }],
])('%s is another key', (_, changed) => expect(keyOf(changed)).not.toBe(keyOf()));

test('another way of observing is another key', () => expect(keyOf({}, 'w')).not.toBe(keyOf()));

test('another password of a server of ours is the same key', () => {
  const database = { ...context.database, server: { ...server, password: 'other' } };
  expect(keyOf({ context: { database } })).toBe(keyOf());
});

test('an external program has no key, because it may load anything', () =>
  expect(keyOf({ engine: { kind: 'program' } })).toBeUndefined());

describe('the version', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const version = observingVersion(root);
  let copy: string;
  beforeAll(async () => {
    copy = await temporaryFolder('version');
    for (const name of ['src', 'packages', 'package-lock.json'])
      await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  });

  /** The version with one file changed. */
  async function versionWithout(file: string): Promise<string> {
    const changed = path.join(copy, file);
    const text = await readFile(changed);
    await appendFile(changed, '\n');
    try {
      return observingVersion(copy);
    } finally {
      await writeFile(changed, text);
    }
  }

  test('is the same in another folder', () => expect(observingVersion(copy)).toBe(version));

  test.each([
    ...[
      'src/cases/adaptation.ts',
      'src/cases/state.ts',
      'src/process/processes.ts',
      'src/compare/runtime.ts',
      'src/compare/run-side.ts',
      'src/compare/reference/run-reference.ts',
      'src/engines/prepare.ts',
    ],
    ...[
      'src/workspace/states.ts',
      'src/workspace/profiles.ts',
      'src/workspace/edits.ts',
      'src/workspace/serving.ts',
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
      'src/compare/session.ts',
      'src/compare/queue.ts',
      'src/compare/run-case.ts',
      'src/compare/side-runs.ts',
      'src/compare/judge-sides.ts',
      'src/compare/effect.ts',
      'src/findings/expectations/expectation.ts',
      'src/diff/structure.ts',
      'src/facets/registry.ts',
      'src/facets/database/kinds.ts',
    ],
    ...[
      'src/normalise/times.ts',
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
