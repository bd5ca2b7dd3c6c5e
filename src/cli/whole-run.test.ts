import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { exampleRun, exampleRunData } from '../../fixtures/reports/run.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { PlannedSuite } from '../cases/options/matrix.ts';
import { toReport } from '../report/json/report-json.ts';
import { keepRun } from '../report/json/run-json.ts';
import { lastWholeRun, readFinished } from './whole-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('whole');
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
});

const report = toReport(exampleRun);
const planned = [
  { command: 'run', cases: exampleRun.results.map((one) => one.case) },
] as unknown as PlannedSuite[];
async function keep(name: string, more: object = {}) {
  await mkdir(path.join(folder, 'reports', name), { recursive: true });
  const text = JSON.stringify({ ...report, run: { ...report.run, id: name }, ...more });
  await writeFile(path.join(folder, 'reports', name, 'report.json'), text);
  await keepRun(path.join(folder, 'reports', name), { ...exampleRunData, id: name });
}

test('a report of today is read, by its folder and by its name', async () => {
  await keep('one');
  expect((await readFinished('one')).run.id).toBe('one');
  expect((await readFinished(path.join(folder, 'reports/one'))).results).toHaveLength(report.cases.length);
});

test('what is no report is refused', async () => {
  await expect(readFinished('one')).rejects.toMatchObject({ name: 'Problem', kind: 'usage' });
  await keep('one', { cases: 'none' });
  await expect(readFinished('one')).rejects.toMatchObject({
    name: 'Problem',
    message: 'one cannot be audited',
  });
});

test('a run of version 1 is refused with why and what to do, and passed over where none is named', async () => {
  await keep('old', { schema: 'dvt-compat/report/1' });
  await expect(readFinished('old')).rejects.toMatchObject({
    message: 'old cannot be audited',
    why: expect.stringContaining('"dvt-compat/report/1"; this version reads "dvt-compat/report/2"'),
    remedy: expect.stringContaining('Run the earlier engines again'),
  });
  expect(await lastWholeRun(planned)).toBeUndefined();
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
