/** What no definitions can be read of; those of a real engine are read in cli/main.test.ts. */

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { InstalledEngine } from '../engines/engine.ts';
import { provideDefinitions } from './definitions.ts';

const limits = { deadlineSeconds: 20, memoryMiB: 1024, processes: 10, outputMiB: 10 };
const never = new AbortController().signal;

/** An engine whose console script is `script`, and whose Python is a program that does `python`. */
async function engine(script: string, python: string): Promise<InstalledEngine> {
  const root = await temporaryFolder('definitions');
  await mkdir(path.join(root, 'bin'));
  await writeFile(path.join(root, 'bin/python'), `#!/bin/sh\n${python}\n`, { mode: 0o755 });
  await writeFile(path.join(root, 'bin/engine'), script);
  return {
    kind: 'installed',
    spec: 'engine==1',
    command: 'engine',
    program: path.join(root, 'bin/engine'),
    path: [],
    env: {},
    release: 'engine==1',
    profiles: '.dbt',
    version: '1',
    root,
    locations: [],
    packages: {},
    lockFile: '',
    lock: 'a'.repeat(64),
  };
}

test('an engine that is not written with click has none, and that is kept', async () => {
  const plain = await engine('import sys\nprint(sys.argv)\n', 'exec python3 "$@"');
  expect(await provideDefinitions(plain, limits, never)).toBeUndefined();
  expect(await readdir(path.join(plain.root, 'definitions'))).toEqual([`1-${'a'.repeat(16)}.json`]);
});

test('a plain program is not started for them', async () => {
  const program = { ...(await engine('', 'exit 9')), kind: 'program' as const };
  expect(await provideDefinitions(program, limits, never)).toBeUndefined();
});

test('a Python that fails is an error: no options at all would look like an answer', async () => {
  const broken = await engine('', 'echo "no module named os" >&2; exit 9');
  await expect(provideDefinitions(broken, limits, never)).rejects.toThrow('options of engine==1');
  expect(await readdir(broken.root)).not.toContain('definitions');
});

test('one that does not end is ended', async () => {
  const endless = await engine('', 'sleep 60');
  const soon = { ...limits, deadlineSeconds: 1 };
  await expect(provideDefinitions(endless, soon, never)).rejects.toMatchObject({
    message: expect.stringContaining('engine==1'),
  });
});
