/** Stopped at any moment, nothing of ours stays: no process, no folder, no container. */
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { dockerEngine } from '../postgres/docker/docker.ts';
import { reportSchema } from '../report/json/schema.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const dbt = 'dbt-core==1.12.6';
const docker = await dockerEngine();

/** Processes that inherited our mark, or whose home is in the folder of the run. */
async function processesOf(marks: readonly string[]): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      if (!marks.some((mark) => environment.includes(mark))) return [];
      return [
        `${pid} ${(await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')).replaceAll('\0', ' ')}`,
      ];
    }),
  );
  return found.flat();
}

/** Folders that a run made for itself or its server: a number of its own with its pid within, or its pid in the name. */
async function foldersOf(pid: number): Promise<readonly string[]> {
  const parents = ['/dev/shm', os.tmpdir()];
  const all = await Promise.all(
    parents.map(async (parent) =>
      (await readdir(parent).catch(() => [])).map((name) => path.join(parent, name)),
    ),
  );
  const its = all.flat().map(async (folder) => {
    const owner = await readFile(path.join(folder, 'pid'), 'utf8').catch(() => '');
    const named = new RegExp(`/dvt-compat-\\d+-${pid}-[^/]*$`).test(folder);
    return named || (/\/dvt-compat-run-\d\d$/.test(folder) && owner === String(pid)) ? [folder] : [];
  });
  return (await Promise.all(its)).flat();
}

const inodeOf = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.ino;

async function containersOf(pid: number): Promise<readonly string[]> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const listed = await dockerode.listContainers({ all: true });
  return listed.flatMap(({ Names }) => Names).filter((name) => name.includes(`-${pid}`));
}

interface Moment {
  readonly when: string;
  /** What is waited for on stderr, then how many milliseconds more. */
  readonly seen: RegExp;
  readonly after: number;
  readonly database?: string;
}

const afterFirst: Moment = { when: 'after the first case', seen: /run\/[a-z-]+ same/, after: 500 };
const moments: readonly Moment[] = [
  { when: 'at once', seen: /^/, after: 200 },
  { when: 'while the database starts', seen: /^/, after: 800 },
  { when: 'when the database is there', seen: /database:/, after: 0 },
  { when: 'while the first cases run', seen: /cases, 2 in parallel/, after: 2500 },
  afterFirst,
];
const contained: Moment = {
  when: 'while a container serves',
  seen: /cases, 2 in parallel/,
  after: 2000,
  database: 'testcontainers',
};

async function stopped({ seen, after, database = 'embedded' }: Moment, signal: NodeJS.Signals) {
  const folder = await temporaryFolder('stop');
  const mark = `COMPAT_TEST=${randomUUID()}`;
  const argv = [
    'run',
    'run',
    '--case',
    'run/{unknown-flag,select-name,vars}',
    '--workers',
    '2',
    '--database',
    database,
  ];
  const child = execa(process.execPath, [main, ...argv, '--reference', dbt, '--candidate', dbt], {
    cwd: folder,
    env: { COMPAT_TEST: mark.split('=')[1] as string },
    stdin: 'ignore',
    reject: false,
    // However long it takes on a busy machine: who is killed leaves more.
    forceKillAfterDelay: false,
  });
  const pid = child.pid as number;
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!seen.test(said) && child.nodeChildProcess.exitCode === null) await sleep(20);
  await sleep(after);
  const before = (await foldersOf(pid)).map((folder) => ({ folder, inode: inodeOf(folder) }));
  child.kill(signal);
  const { exitCode, signal: ended } = await child;
  // A number that is free again may have been taken by a run of another test.
  const its = before.flatMap(({ folder, inode }) =>
    [undefined, inode].includes(inodeOf(folder)) ? [folder] : [],
  );
  const marks = [mark, ...its.map((folder) => `${folder}/`)];
  const folders = (await foldersOf(pid)).concat(its.filter((folder) => existsSync(folder)));
  return { exitCode, ended, processes: await processesOf(marks), folders, pid };
}

test.each(moments)('SIGINT $when', async (moment) => {
  const { exitCode, ended, processes, folders } = await stopped(moment, 'SIGINT');
  // Before our handler stands, Node ends by the signal itself; nothing has been started then.
  expect(ended ?? exitCode).toSatisfy((how) => how === 130 || how === 'SIGINT');
  expect({ processes, folders }).toEqual({ processes: [], folders: [] });
});

/** Stops a run of three cases, one after the other, on a program that is quick in the first so many steps, then asleep. */
async function stoppedAsleep(quickSteps: number, seen: RegExp) {
  const folder = await temporaryFolder('stop');
  const [engine, count] = [path.join(folder, 'engine'), path.join(folder, 'count')];
  // Asked for its version it always answers at once.
  const script = `#!/bin/sh\n[ "$1" = debug ] || exit 0\necho >> ${count}\n[ $(wc -l < ${count}) -le ${quickSteps} ] || sleep 300\n`;
  await writeFile(engine, script, { mode: 0o755 });
  const sides = ['--reference', `exe:${engine}`, '--candidate', `exe:${engine}`];
  const cases = ['--case', 'debug/{live,config-dir,quiet}', '--workers', '1'];
  const child = execa(process.execPath, [main, 'run', ...cases, '--database', 'embedded', ...sides], {
    cwd: folder,
    stdin: 'ignore',
    reject: false,
    // However long it takes on a busy machine: who is killed leaves more.
    forceKillAfterDelay: false,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!seen.test(said) && child.nodeChildProcess.exitCode === null) await sleep(20);
  child.kill('SIGTERM');
  const { exitCode } = await child;
  const report = await readFile(path.join(folder, 'reports/latest/report.json'), 'utf8').catch(() => null);
  return { exitCode, report: report === null ? null : reportSchema.parse(JSON.parse(report)) };
}

test('what was done has its reports, and the rest is skipped', async () => {
  const { exitCode, report } = await stoppedAsleep(2, /debug\/[a-z-]+ same/);
  expect(exitCode).toBe(143);
  expect(report?.run.interrupted).toBe(true);
  expect(report?.totals).toMatchObject({ cases: 3, same: 1, skipped: 2 });
  const skipped = report?.cases.filter(({ verdict }) => verdict === 'skipped') ?? [];
  expect(skipped.map(({ reason }) => reason)).toEqual(Array(2).fill('did not finish: stopped by SIGTERM'));
});

test('a run that did nothing leaves no reports', async () => {
  expect(await stoppedAsleep(0, /cases, 1 in parallel/)).toEqual({ exitCode: 143, report: null });
});

test('SIGTERM while cases run', async () => {
  const { exitCode, processes, folders } = await stopped(moments[3] as Moment, 'SIGTERM');
  expect({ exitCode, processes, folders }).toEqual({ exitCode: 143, processes: [], folders: [] });
});

test.skipIf(!docker)(
  `SIGINT ${contained.when}${docker ? '' : ' (skipped: Docker is not available)'}`,
  async () => {
    const { pid, exitCode, processes, folders } = await stopped(contained, 'SIGINT');
    expect({ exitCode, processes, folders }).toEqual({ exitCode: 130, processes: [], folders: [] });
    expect(await containersOf(pid)).toEqual([]);
  },
);
