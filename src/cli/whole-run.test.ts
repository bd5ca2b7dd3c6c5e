import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Suite } from '../plan/suite.ts';
import { toReport } from '../report/report-json.ts';
import { lastWholeRun, readRun } from './whole-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'whole-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const report = toReport(exampleRun);
const planned = [{ command: 'run', cases: exampleRun.results.map((one) => one.case) }] as unknown as Suite[];
async function keep(name: string, more: object = {}) {
  await mkdir(path.join(folder, 'reports', name), { recursive: true });
  const text = JSON.stringify({ ...report, run: { ...report.run, id: name }, ...more });
  await writeFile(path.join(folder, 'reports', name, 'report.json'), text);
}

test('a report of today is read, by its folder and by its name', async () => {
  await keep('one');
  expect((await readRun('one')).run.id).toBe('one');
  expect((await readRun(path.join(folder, 'reports/one'))).cases).toHaveLength(report.cases.length);
});

test('what is no report is refused', async () => {
  await expect(readRun('one')).rejects.toMatchObject({ name: 'Problem', kind: 'usage' });
  await keep('one', { cases: 'none' });
  await expect(readRun('one')).rejects.toMatchObject({ name: 'Problem', message: 'one cannot be audited' });
});

test('the last run with all cases of its tier counts', async () => {
  expect(await lastWholeRun(planned)).toBeUndefined();
  await keep('whole');
  await keep('older', { run: { ...report.run, id: 'older', started: '2020-01-01T00:00:00.000Z' } });
  await keep('partial', {
    run: { ...report.run, id: 'partial', started: '2030-01-01T00:00:00.000Z' },
    cases: report.cases.slice(1),
  });
  await keep('broken', { run: 'later' });
  expect((await lastWholeRun(planned))?.run.id).toBe('whole');
});
