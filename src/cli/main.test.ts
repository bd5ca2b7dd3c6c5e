/** The command line as a user meets it: exit codes, one clear message, nothing left behind. */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('command-line');
});

/** Runs the command line in an empty folder, with an empty cache. */
const compat = (...argv: string[]) =>
  execa(process.execPath, [main, ...argv], {
    cwd: folder,
    env: { DVT_COMPAT_CACHE: path.join(folder, 'cache') },
    stdin: 'ignore',
    reject: false,
  });

const files = async (of: string) => (await readdir(of, { recursive: true }).catch(() => [])).toSorted();

test.each([
  [
    'a program that is not there',
    ['run', 'run', '--reference', 'exe:/bin/true', '--candidate', 'exe:/nonexistent'],
    /\/nonexistent/,
  ],
  ['a spec of no known form', ['run', 'run', '--candidate', 'dbt core 1'], /dbt core 1/],
  [
    'a package that does not exist',
    ['run', 'run', '--reference', 'exe:/bin/true', '--candidate', 'nonsense-that-is-no-package==1'],
    /nonsense-that-is-no-package/,
  ],
  ['a case that does not exist', ['run', '--case', 'no/such'], /no\/such/],
  ['a command that does not exist', ['run', 'walk'], /walk/],
  ['a case to minimise that does not exist', ['minimise', 'no/such'], /no\/such/],
  ['a case to reproduce that does not exist', ['repro', 'no/such'], /no\/such/],
  ['a run to audit that does not exist', ['audit', 'no-such-run'], /no-such-run/],
  ['a run with a cause to locate that does not exist', ['locate', 'x', '--run', 'no-such'], /no-such/],
  ['an option that does not exist', ['run', '--fast'], /--fast/],
  ['a tier that does not exist', ['run', '--tier', 'huge'], /huge/],
  ['what is new, since no run', ['run', '--fail-on', 'new'], /--against latest/],
  ['workers that are no number', ['run', '--workers', 'many'], /many/],
  ['a part of none', ['run', '--shard', '3/2'], /3\/2 is not a shard/],
  ['a part without a number of parts', ['run', '--shard', '1'], /1 is not a shard/],
  ['a report on a run that is not there', ['report', 'no-such'], /no-such/],
  ['a folder for a run that has its own', ['report', 'no-such', '--out', 'x'], /--merge/],
])('%s: exit 2, one message, nothing left behind', async (_, argv, message) => {
  const { exitCode, stderr, stdout } = await compat(...argv);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect((await files(folder)).filter((name) => !/^cache(\/engines)?$/.test(name))).toEqual([]);
});

test('a broken configuration: exit 2, the line named, nothing left behind', async () => {
  await writeFile(path.join(folder, 'compat.config.yaml'), 'engines: [');
  const { exitCode, stderr } = await compat('run', 'run');
  expect(stderr).toMatch(/compat\.config\.yaml[\s\S]*line 1/);
  expect(exitCode).toBe(2);
  expect(await files(folder)).toEqual(['compat.config.yaml']);
});

test('cases prints JSON and nothing else: every requirement and every option of the reference is covered', async () => {
  // With the cache of all tests: the reference has to be installed to say which options it has.
  const { stdout, exitCode } = await execa(process.execPath, [main, 'cases', '--json'], { reject: false });
  const { cases, coverage } = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(coverage.promises).toEqual({ proved: 173, total: 173, missing: [] });
  expect(Object.keys(coverage.flags)).toHaveLength(20);
  // dbt 1.12.6 has that many; a command without any would be one whose definitions were not found.
  expect(coverage.flags.run.total).toBe(63);
  for (const [command, flags] of Object.entries<Record<string, unknown>>(coverage.flags)) {
    expect({ command, ...flags }).toMatchObject({ missing: [], pairwise: 1, alone: flags.total });
    expect(command === 'sync' || (flags.total as number) > 50).toBe(true);
  }
  const ids = cases.map((one: { id: string }) => one.id);
  expect(ids).toEqual(
    expect.arrayContaining(['run/all', 'run/flag-empty', 'run/flag-no-defer', 'run/pair-1']),
  );
}, 300_000);

test('every command has a help of its own', async () => {
  const { stdout } = await compat('--help');
  for (const command of 'run job repro minimise report locate cases audit engines doctor'.split(' '))
    expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
});
