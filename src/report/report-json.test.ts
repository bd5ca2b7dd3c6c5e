import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { toReport } from './report-json.ts';
import { reportSchema } from './schema.ts';

const report = toReport(exampleRun);

test('keeps the contract', () => {
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test('the schema refuses a report with a key more or less', () => {
  const { score: _, ...without } = report;
  expect(reportSchema.safeParse(without).success).toBe(false);
  expect(reportSchema.safeParse({ ...report, extra: 1 }).success).toBe(false);
});

test('lists differences flat and refers to them from cases', () => {
  expect(report.differences.map(({ id }) => id)).toEqual([
    'run/all#1',
    'run/extra#1',
    'run/failing#1',
    'run/failing#2',
    'run/long#2',
    'run/long#1',
    'run/blocked#1',
  ]);
  expect(report.cases.flatMap((one) => one.differences)).toEqual(report.differences.map(({ id }) => id));
});

test('names the subject, not the first engine step', () => {
  expect(report.cases.find(({ id }) => id === 'run/extra')?.argv).toEqual(['run', '--select', "tag:it's"]);
});

test('absent is not null: a side that showed nothing has no key', () => {
  expect(report.differences[1]).not.toHaveProperty('reference');
  expect(report.differences[1]).toHaveProperty('candidate', { kind: 'folder', change: 'new' });
});

test('says what blocks a case, and nothing where nothing does', () => {
  expect(report.cases.find(({ verdict }) => verdict === 'blocked')?.blocked_by).toBe('fp-exit');
  expect(report.cases[0]).not.toHaveProperty('blocked_by');
});

test('ranks findings and gives no issue to an expected one', () => {
  expect(report.findings.map(({ impact, issue_file }) => [impact, issue_file])).toEqual([
    ['outcome', 'issues/1-dvt-run-exits-with-0-instead-of-1.md'],
    ['console', 'issues/2-dvt-run-prints-a-b-different-b-line-on-stdout.md'],
    ['console', 'issues/3-dvt-run-writes-an-extra-folder-dvt-cache.md'],
    ['contract', null],
  ]);
});

test('holds nothing of the environment of the engines', () => {
  expect(JSON.stringify(report)).not.toMatch(/never-in-a-report|\/cache\/engines/);
});
