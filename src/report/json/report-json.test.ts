import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { exampleRun } from '../../../fixtures/reports/run.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { toReport } from './report-json.ts';
import { reportJsonSchema, reportSchema } from './schema.ts';

const report = toReport(exampleRun);

test('keeps the contract', () => {
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test('the schema refuses a report with a key more or less', () => {
  const { compatible: _, ...without } = report;
  expect(reportSchema.safeParse(without).success).toBe(false);
  expect(reportSchema.safeParse({ ...report, extra: 1 }).success).toBe(false);
});

test('a case names the causes of its differences, once each, and a cause its cases', () => {
  expect(report.cases.map(({ id, differences, causes }) => [id, differences, causes])).toEqual([
    ['run/same', 0, []],
    ['run/all', 1, ['fp-version']],
    ['run/extra', 1, ['fp-file']],
    ['run/failing', 2, ['fp-exit', 'fp-line']],
    ['run/long', 2, ['fp-exit']],
    ['run/blocked', 1, ['fp-exit']],
    ['run/broken', 0, []],
    ['run/left-out', 0, []],
  ]);
  expect(causeOf('fp-exit')).toMatchObject({
    status: 'new',
    cases: ['run/failing', 'run/long', 'run/blocked'],
  });
});

const causeOf = (id: string) => report.causes.find((one) => one.id === id);

test('what a cause has is listed where it is seen, the highest impact first', () => {
  expect(causeOf('fp-exit')?.facts.map(({ case: id, step, kind }) => [id, step, kind])).toEqual([
    ['run/failing', 1, 'exit-code'],
    ['run/long', 0, 'output-missing'],
    ['run/long', 0, 'exit-code'],
    ['run/blocked', 0, 'exit-code'],
  ]);
});

test('facts are bounded, and there is one of each kind first', () => {
  const [first, ...results] = exampleRun.results.slice(4);
  const one = first?.differences ?? [];
  const many = Array.from({ length: 60 }, () => one).flat();
  const run = {
    ...exampleRun,
    results: [{ ...(first as CaseResult), differences: many }, ...results],
  };
  const facts = toReport(run).causes.find(({ id }) => id === 'fp-exit')?.facts ?? [];
  expect(facts).toHaveLength(25);
  expect(new Set(facts.slice(0, 2).map(({ kind }) => kind))).toEqual(
    new Set(['exit-code', 'output-missing']),
  );
});

test('the reason of what is registered is given, and of nothing else', () => {
  expect(causeOf('fp-version')).toMatchObject({ status: 'intended', reason: 'It states its own version.' });
  expect(causeOf('fp-exit')).not.toHaveProperty('reason');
});

test('what each side started is that of the step that shows the cause', () => {
  const side = (invocations: readonly string[]) => ({ ended: 0, invocations, nodes: {} });
  const shown = [{ step: 0, reference: side(['dbt run']), candidate: side(['dbt compile', 'dbt run']) }];
  const results = exampleRun.results.map((one) => ({ ...one, shown }));
  const invocations = toReport({ ...exampleRun, results }).causes.find(
    ({ id }) => id === 'fp-exit',
  )?.invocations;
  expect(invocations).toEqual({ reference: ['dbt run'], candidate: ['dbt compile', 'dbt run'] });
  expect(causeOf('fp-exit')?.invocations).toEqual({ reference: [], candidate: [] });
});

test('all packages of both engines are there', () => {
  expect(report.reference.packages).toEqual({ 'dbt-adapters': '1.24.2', jinja2: '3.1.6' });
  expect(report.candidate.packages).toEqual({ 'dbt-adapters': '1.22.0', jinja2: '3.1.6' });
});

test('names the subject, not the first engine step', () => {
  expect(report.cases.find(({ id }) => id === 'run/extra')?.argv).toEqual(['run', '--select', "tag:it's"]);
});

test('absent is not null: a side that showed nothing has no key', () => {
  const [fact] = causeOf('fp-file')?.facts ?? [];
  expect(fact).not.toHaveProperty('reference');
  expect(fact).toHaveProperty('candidate', { kind: 'folder', change: 'new' });
});

test('says what blocks a case, and nothing where nothing does', () => {
  expect(report.cases.find(({ verdict }) => verdict === 'blocked')?.blocked_by).toBe('fp-exit');
  expect(report.cases[0]).not.toHaveProperty('blocked_by');
});

test('ranks causes and gives no issue to an intended one', () => {
  expect(report.causes.map(({ impact, issue_file }) => [impact, issue_file])).toEqual([
    ['outcome', 'issues/1-exits-with-0-instead-of-1-run.md'],
    ['console', 'issues/2-prints-a-b-different-b-line-on-stdout-run.md'],
    ['console', 'issues/3-writes-an-extra-folder-dvt-cache-run.md'],
    ['contract', null],
  ]);
});

test('holds nothing of the environment of the engines', () => {
  expect(JSON.stringify(report)).not.toMatch(/never-in-a-report|\/cache\/engines/);
});

test('the schema in the documents is that of the code', async () => {
  const file = path.resolve(import.meta.dirname, '../../../docs/report.schema.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
});

test('the document refuses and accepts what the code does', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(reportJsonSchema());
  expect(validate(report)).toBe(true);
  expect(validate({ ...report, schema: 'dvt-compat/report/1' })).toBe(false);
});
