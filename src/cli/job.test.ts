import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { reportSchema } from '../report/json/schema.ts';
import { readJob } from './job.ts';
import { jobJsonSchema } from './job-schema.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

async function emptyFolder() {
  const folder = await temporaryFolder('job');
  return folder;
}

test('an empty payload is what the configuration says', () => {
  expect(readJob('-', '{}')).toEqual({ commands: [], repeat: 2, fail_on: 'any', cold: false, cache: true });
});

test('what is wrong is named, all of it, with its place', () => {
  const payload = { tier: 'huge', commands: ['run', 'walk'], workers: 0, colour: 'red' };
  const read = () => readJob('job.json', JSON.stringify(payload));
  expect(read).toThrow(expect.objectContaining({ kind: 'usage', message: 'job.json is not a valid job' }));
  for (const place of ['at tier', 'at commands[1]', 'at workers', '"colour"'])
    expect(read).toThrow(expect.objectContaining({ why: expect.stringContaining(place) }));
});

test('what is no JSON is refused', () => {
  expect(() => readJob('-', '{')).toThrow(
    expect.objectContaining({ kind: 'usage', why: expect.stringContaining('Invalid JSON') }),
  );
});

test('the schema in the documents is that of the code, and each key is described', async () => {
  const schema = jobJsonSchema();
  expect(JSON.parse(await readFile(path.join(docs, 'job.schema.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(schema)),
  );
  const text = await readFile(path.join(docs, 'jobs.md'), 'utf8');
  for (const key of Object.keys(schema.properties ?? {})) expect(text).toContain(`| \`${key}\``);
});

test('a bad payload on standard input: exit 2, one message, nothing left behind', async () => {
  const cwd = await emptyFolder();
  const options = { cwd, input: '{"tier": 1}', reject: false, env: { DVT_COMPAT_CACHE: cwd } } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, [main, 'job', '-'], options);
  expect(stderr).toContain('at tier');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('a job runs, says where its report is, and ends as a run does', async () => {
  const cwd = await emptyFolder();
  const payload = {
    reference: 'dbt-core==1.12.6',
    candidate: 'exe:/bin/false',
    case: 'list/select',
    out: 'reports/mine',
  };
  await writeFile(path.join(cwd, 'job.json'), JSON.stringify(payload));
  const { exitCode, stdout } = await execa(process.execPath, [main, 'job', 'job.json'], {
    cwd,
    reject: false,
  });
  expect(stdout).toBe(path.join(cwd, 'reports/mine/report.json'));
  const report = reportSchema.parse(JSON.parse(await readFile(stdout, 'utf8')));
  expect(report.cases).toMatchObject([{ id: 'list/select', verdict: 'different' }]);
  expect(exitCode).toBe(1);
}, 600_000);
