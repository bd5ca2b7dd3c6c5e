/** Whole runs with real engines on real servers: the control finds nothing, a program that does nothing is found everywhere. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Database } from '../postgres/database.ts';
import { dockerEngine } from '../postgres/docker/docker.ts';
import { openDatabase } from '../postgres/open.ts';
import { reportSchema } from '../report/json/schema.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const dbt = 'dbt-core==1.12.6';
const docker = await dockerEngine();
let folder: string;
let server: Database;

beforeAll(async () => {
  folder = await temporaryFolder('run');
  const image = 'postgres:17-alpine';
  server = await openDatabase('embedded', {
    image,
    cache: path.join(folder, 'cache'),
    runId: 'test',
    say: () => {},
  });
});
afterAll(async () => {
  await server?.stop();
});

/** Runs the command line in an empty folder; what it prints must be the report and nothing else. */
async function compat(...argv: string[]) {
  const { stdout, stderr, exitCode } = await execa(
    process.execPath,
    [main, 'run', 'run', '--json', ...argv],
    {
      cwd: folder,
      stdin: 'ignore',
      reject: false,
    },
  );
  const said = () => `${stderr}\n${stdout}`.slice(-4000);
  expect(stdout.startsWith('{'), said()).toBe(true);
  return { exitCode, report: reportSchema.parse(JSON.parse(stdout)) };
}

// dbt itself may start two ready nodes in another order (docs/decisions.md, 19), in about one of 500 cases.
test('the reference against itself: no difference in any smoke case', { retry: 1 }, async () => {
  const { exitCode, report } = await compat('--tier', 'smoke', '--reference', dbt, '--candidate', dbt);
  expect(report.causes).toEqual([]);
  expect(report.totals).toMatchObject({ cases: 5, same: 5 });
  expect(exitCode).toBe(0);
});

test('two engines that both run into a limit are not the same', async () => {
  const engine = path.join(folder, 'sleeps');
  await writeFile(engine, '#!/bin/sh\nsleep 60\n', { mode: 0o755 });
  await writeFile(path.join(folder, 'compat.config.yaml'), 'limits: { deadline_seconds: 2 }\n');
  const sides = ['--reference', `exe:${engine}`, '--candidate', `exe:${engine}`];
  const argv = ['run', 'debug', '--case', 'debug/live', '--json', ...sides];
  const { stdout, exitCode } = await execa(process.execPath, [main, ...argv], { cwd: folder, reject: false });
  await rm(path.join(folder, 'compat.config.yaml'));
  expect(reportSchema.parse(JSON.parse(stdout)).totals).toMatchObject({ cases: 1, error: 1 });
  expect(exitCode).toBe(3);
});

test('what the reference cannot prepare is an error of the cases that need it', async () => {
  const engine = path.join(folder, 'seeds');
  const seeds = (code: number) =>
    writeFile(
      engine,
      `#!/bin/sh\n[ "$1" != seed ] || exit ${code}\n[ $# -gt 1 ] || { echo no column; exit 1; }\n`,
      {
        mode: 0o755,
      },
    );
  const about = ['--case', 'run/{select-name,full-refresh}', '--database', 'embedded'];
  const sides = ['--reference', `exe:${engine}`, '--candidate', `exe:${engine}`];
  await seeds(0);
  const { exitCode, report } = await compat(...about, ...sides);
  const verdicts = Object.fromEntries(report.cases.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toEqual({ 'run/select-name': 'same', 'run/full-refresh': 'error' });
  const [unmade] = report.cases.filter(({ verdict }) => verdict === 'error');
  expect(unmade?.reason).toMatch(/^Cannot create the state shop\/built: \S+ run exited with 1:\nno column$/);
  expect(exitCode).toBe(3);
  // Of one that makes nothing, nothing can be learned: the run is over at once.
  await seeds(1);
  const argv = ['run', 'run', '--json', ...about, ...sides];
  const over = await execa(process.execPath, [main, ...argv], { cwd: folder, reject: false });
  expect(over).toMatchObject({ exitCode: 3, stdout: '' });
  expect(over.stderr).toContain('Cannot create the state shop/seeded');
}, 60_000);

test('asked for what is new, a run fails only for that, and the page of a CI job says so', async () => {
  const earlier = path.join(folder, 'earlier');
  // Any two programs do: no engine has to be loaded.
  const against = (candidate: string) => ['--reference', 'exe:/bin/true', '--candidate', `exe:${candidate}`];
  const about = ['--case', 'run/select-name', '--database', 'embedded'];
  expect((await compat(...about, ...against('/bin/false'), '--out', earlier)).exitCode).toBe(1);
  const since = [...about, '--against', earlier, '--fail-on', 'new'];
  const page = path.join(folder, 'job.md');
  vi.stubEnv('GITHUB_STEP_SUMMARY', page);
  expect((await compat(...since, ...against('/bin/false'))).exitCode).toBe(0);
  vi.unstubAllEnvs();
  expect(await readFile(page, 'utf8')).toMatch(/0 of 1 case compatible[\s\S]*1 unchanged/);
  expect((await compat(...since, ...against('/bin/pwd'))).exitCode).toBe(1);
}, 300_000);

function serverUrl(): string {
  const { user, password, host, port } = server.server;
  return `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/postgres`;
}

const without = docker ? '' : ' (skipped: Docker is not available)';

const providers: readonly (readonly [name: string, where: () => string, missing: string])[] = [
  ['embedded', () => 'embedded', ''],
  ['testcontainers', () => 'testcontainers', without],
  ['url', serverUrl, ''],
];

describe.each(providers)('on %s', (provider, where, missing) => {
  const verdicts = async (candidate: string) => {
    const { exitCode, report } = await compat(
      ...['--case', 'run/{select-name,unknown-flag}', '--database', where()],
      ...['--reference', dbt, '--candidate', candidate],
    );
    expect(report.run.database.provider).toBe(provider);
    return {
      exitCode,
      verdicts: Object.fromEntries(report.cases.map((one) => [one.id, one.verdict])),
      report,
    };
  };

  test.skipIf(missing)(`the control has no difference${missing}`, async () => {
    expect(await verdicts(dbt)).toMatchObject({
      exitCode: 0,
      verdicts: { 'run/select-name': 'same', 'run/unknown-flag': 'same' },
    });
  });

  test.skipIf(missing)(
    `a program that does nothing differs everywhere, for one cause${missing}`,
    async () => {
      const found = await verdicts('exe:/bin/false');
      expect(found).toMatchObject({
        exitCode: 1,
        verdicts: { 'run/select-name': 'different', 'run/unknown-flag': 'different' },
      });
      expect(found.report.causes.map(({ cases }) => cases.length)).toEqual([2]);
    },
  );
});

test('the password of the server is in nothing that was written', async () => {
  const names = await readdir(path.join(folder, 'reports'), { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) expect((await readFile(file)).includes(server.server.password), file).toBe(false);
});
