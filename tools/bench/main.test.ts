/** The benchmark as a user meets it, with an engine that does nothing but take time. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Database } from '../../src/postgres/database.ts';
import { openDatabase } from '../../src/postgres/open.ts';
import { benchSchema } from './schema.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
let server: Database;

beforeAll(async () => {
  folder = await temporaryFolder('bench');
  const cache = path.join(folder, 'cache');
  server = await openDatabase('embedded', { image: '', cache, runId: 'test', say: () => {} });
  const { user, password, host, port } = server.server;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/postgres`;
  const program = path.join(folder, 'busy');
  await writeFile(program, '#!/bin/sh\nn=0\nwhile [ $n -lt 200000 ]; do n=$((n + 1)); done\n', {
    mode: 0o755,
  });
  await writeFile(
    path.join(folder, 'compat.config.yaml'),
    `{reference: "exe:${program}", candidate: "exe:${program}", database: {provider: "${url}"}}`,
  );
});
afterAll(async () => {
  await server?.stop();
});

const bench = (...argv: string[]) =>
  execa(process.execPath, [main, ...argv], {
    cwd: folder,
    env: { DVT_COMPAT_CACHE: path.join(folder, 'cache') },
    stdin: 'ignore',
    reject: false,
  });

test('measures a pair, prints JSON and nothing else, keeps it, and leaves nothing else behind', async () => {
  const { stdout, stderr, exitCode } = await bench(
    ...['--part', 'pairs', '--case', 'run/select-name', '--workers', '1', '--json'],
  );
  expect(exitCode, stderr).toBe(0);
  const { pairs, cases_scale, models_scale } = benchSchema.parse(JSON.parse(stdout));
  expect({ cases_scale, models_scale }).toEqual({ cases_scale: [], models_scale: [] });
  expect(pairs).toHaveLength(1);
  const [pair] = pairs;
  expect(pair).toMatchObject({ cases: 1, workers: 1, uncached: { verdicts: { same: 1 } } });
  for (const run of [pair?.uncached, pair?.cached]) {
    expect(run?.engines_cpu_seconds).toBeGreaterThan(0.05);
    expect(run?.harness_cpu_seconds).toBeGreaterThan(0.05);
    expect(run?.seconds).toBeGreaterThan((run?.opening_seconds ?? 0) + (run?.cases_seconds ?? 0));
  }
  expect(pair?.naive_seconds).toBeGreaterThan(0.05);
  const out = path.join(folder, 'reports/bench');
  expect((await readdir(out)).toSorted()).toEqual(['bench.json']);
  expect(await readFile(path.join(out, 'bench.json'), 'utf8')).toBe(`${stdout}\n`);
  expect(stdout).not.toContain(folder);
});

test('measures how costs grow, with cases and with a project', async () => {
  const { stdout, stderr, exitCode } = await bench(
    ...['--part', 'cases,models', '--cases', '2', '--models', '10', '--out', path.join(folder, 'grown')],
    '--json',
  );
  expect(exitCode, stderr).toBe(0);
  const { pairs, cases_scale, models_scale } = benchSchema.parse(JSON.parse(stdout));
  expect(pairs).toEqual([]);
  expect(cases_scale).toMatchObject([{ cases: 2, uncached: { verdicts: { same: 2 } } }]);
  expect(models_scale).toMatchObject([{ models: 10, uncached: { verdicts: { same: 1 } } }]);
});

test.each([
  [['--part', 'pears'], /Unknown part pears/],
  [['--workers', '1,none'], /1,none/],
  [['--case', 'no/such'], /no\/such/],
  [['--keep', '--out', 'elsewhere'], /No results to keep/],
])('%j: exit 2, one message', async (argv, message) => {
  const { stdout, stderr, exitCode } = await bench(...argv);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});
