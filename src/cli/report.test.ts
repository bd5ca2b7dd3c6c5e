/** With real engines: parts put together are the whole run, and a run can be reported again. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type Report, reportSchema } from '../report/json/schema.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const minutes = 60_000;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('report');
});

const compat = (...argv: string[]) =>
  execa(process.execPath, [main, ...argv], { cwd: folder, stdin: 'ignore', reject: false });

/** Two that share a cause, one for each part; one with a cause of its own, in the first part; one of the flag matrix. */
const cases = '{debug/dead-database,debug/no-project,list/flag-output-2,run/unknown-flag}';
const engines = ['--reference', 'dbt', '--candidate', 'dvt', '--database', 'embedded'];
const run = (out: string, ...argv: string[]) =>
  compat('run', '--case', cases, ...engines, '--json', '--out', out, ...argv);

const filesOf = async (of: string) => {
  const names = await readdir(path.join(folder, of));
  const texts = names.map(
    async (name) => [name, await readFile(path.join(folder, of, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
};

/** A report without what no two runs have in common: ids, times, and what earlier runs had left to begin with. */
function comparable(text: string): Report {
  const report = reportSchema.parse(JSON.parse(text));
  const { database } = report.run;
  return {
    ...report,
    run: { ...report.run, id: '', started: '', seconds: 0, database: { ...database, why: '' } },
    // Each part confirms what it shows itself.
    cold: { checked: [], invented: [] },
    trend: report.trend.map((point) => ({ ...point, run: '', started: '' })),
    cases: report.cases.map(({ reference_cached: _, ...one }) => ({
      ...one,
      seconds: { reference: 0, candidate: 0 },
    })),
  };
}

test(
  'two parts, merged, are the run that was not parted',
  async () => {
    const whole = await run('whole');
    const parts = [await run('one', '--shard', '1/2'), await run('other', '--shard', '2/2')];
    // Whole or in parts: all that differs is registered, and no part misses what another one shows.
    expect([whole, ...parts].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const [expected, ...partly] = [whole, ...parts].map(({ stdout }) => comparable(stdout));
    expect(partly.map(({ totals }) => totals.cases)).toEqual([2, 2]);
    expect(partly.map(({ run: { shard } }) => shard)).toEqual([
      { index: 1, of: 2 },
      { index: 2, of: 2 },
    ]);

    const merged = await compat('report', '--merge', 'other', 'one', '--out', 'merged', '--json');
    expect(merged).toMatchObject({ exitCode: 0, stderr: '' });
    expect(comparable(merged.stdout)).toEqual(expected);
    const issues = await filesOf('merged/issues');
    expect(issues).toEqual(await filesOf('whole/issues'));
    // There was something to group: what both parts show is one cause of both.
    expect(Object.keys(issues).length).toBeGreaterThan(1);
    const shared = expected?.causes.filter((one) => partly.every((part) => has(part, one.id)));
    expect(shared?.length).toBeGreaterThan(0);
    expect(await evidenceIn('merged')).toEqual(await evidenceIn('whole'));
  },
  20 * minutes,
);

/** Files of the runs that the cases were judged by. */
const evidenceIn = async (run: string) =>
  (await readdir(path.join(folder, run, 'raw'), { recursive: true })).filter(
    (name) => !/\/(warm|(warm|cold)-\d+)(\/|$)/.test(name),
  );

const has = ({ causes }: Report, wanted: string) => causes.some(({ id }) => id === wanted);

test('a run is reported again as it was', async () => {
  const reports = ['report.json', 'summary.md', 'report.html', 'junit.xml'];
  const before = { issues: await filesOf('whole/issues'), texts: await textsOf(reports) };
  await rm(path.join(folder, 'whole/issues'), { recursive: true });
  for (const name of reports) await writeFile(path.join(folder, 'whole', name), 'lost');
  const { exitCode, stdout } = await compat('report', 'whole', '--json');
  expect(exitCode).toBe(0);
  expect({ issues: await filesOf('whole/issues'), texts: await textsOf(reports) }).toEqual(before);
  expect(before.texts[0]).toBe(`${stdout}\n`);
});

test('compared with another run, it says what changed', async () => {
  const { stdout } = await compat('report', 'whole', '--against', 'other', '--json');
  const { against } = reportSchema.parse(JSON.parse(stdout));
  expect(against?.unseen.length).toBeGreaterThan(0);
  expect(against?.unchanged.length).toBeGreaterThan(0);
  expect(against).toMatchObject({ new: [], fixed: [], open: [] });
});

test('an id names a run below reports/', async () => {
  await mkdir(path.join(folder, 'reports'));
  await rename(path.join(folder, 'whole'), path.join(folder, 'reports/20261121-071500-1'));
  const { exitCode, stdout } = await compat('report', '20261121-071500-1');
  expect({ exitCode, stdout }).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('reports/2026'),
  });
});

const textsOf = (names: readonly string[]) =>
  Promise.all(names.map((name) => readFile(path.join(folder, 'whole', name), 'utf8')));
