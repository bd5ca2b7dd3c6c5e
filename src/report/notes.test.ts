import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Replaced } from '../identity/replace.ts';
import { pageData } from './html/data.ts';
import { toReport } from './json/report-json.ts';
import { reportSchema } from './json/schema.ts';
import { renderBrief } from './markdown/brief.ts';
import { renderSummary } from './markdown/summary.ts';
import { identityLines, packageLines } from './notes.ts';
import { renderTable } from './terminal/terminal.ts';

const runWith = (reference: Replaced, candidate: Replaced) => ({
  ...exampleRun,
  results: exampleRun.results.map((result) => ({ ...result, identity: { reference, candidate } })),
});
const number = exampleRun.results.length;
const replacedRun = runWith(
  { '{name}': { dbt: 2 } },
  { '{name}': { dvt: 2 }, '{version}': { '1.12.106': 1 } },
);

test('reports say what was replaced, for each side', () => {
  const lines = [
    `replaced for the reference: {name} is dbt (${2 * number} places)`,
    `replaced for the candidate: {name} is dvt (${2 * number} places), {version} is 1.12.106 (${number} places)`,
  ];
  expect(identityLines(replacedRun)).toEqual(lines);
  for (const line of lines) expect(renderSummary(replacedRun).replaceAll('\\', '')).toContain(`- ${line}`);
  expect(pageData(replacedRun).facts).toEqual(expect.arrayContaining(lines));
  expect(toReport(replacedRun).identity).toEqual({
    reference: { '{name}': { dbt: 2 * number } },
    candidate: { '{name}': { dvt: 2 * number }, '{version}': { '1.12.106': number } },
  });
});

test('many strings of one placeholder are counted', () => {
  const [line] = identityLines(runWith({ '{checksum}': { a: 1, b: 1, c: 1, d: 1 } }, {}));
  expect(line).toBe(`replaced for the reference: {checksum} is 4 values (${4 * number} places)`);
});

test('nothing is said where nothing was replaced', () => {
  expect(identityLines(exampleRun)).toEqual([]);
});

const invented = [
  { case: 'run/all', side: 'candidate', places: ['step 1: exit', 'step 1: stdout'] },
  { case: 'run/all', side: 'reference', places: ['step 1: exit'] },
  { case: 'run/same', side: 'candidate', places: ['step 1: exit'] },
] as const;
const [first, ...others] = exampleRun.results;
const results = [{ ...first, checkedCold: true } as (typeof exampleRun.results)[number], ...others];
const told = { ...exampleRun, invented, seed: 'a seed', results };

test('what a host invented is counted by case, with the places and the cases that were checked', () => {
  const { invented: count, cold } = reportSchema.parse(toReport(told));
  expect(count).toBe(2);
  expect(cold).toEqual({ seed: 'a seed', checked: ['run/same'], invented });
});

test.each([
  ['terminal', (of: typeof told) => renderTable(of, { colour: false, width: 400 })],
  ['summary', renderSummary],
  ['brief', renderBrief],
])('the %s says that it is our fault, and only where there is one', (_, render) => {
  expect(render(told)).toContain('Fault of dvt-compat: in 2 cases (run/all, run/same)');
  expect(render({ ...told, invented: [] as unknown as typeof invented })).not.toContain(
    'Fault of dvt-compat',
  );
});

const withPackages = (
  reference: Readonly<Record<string, string>>,
  candidate: Readonly<Record<string, string>>,
): typeof exampleRun => ({
  ...exampleRun,
  reference: { ...exampleRun.reference, packages: reference as never },
  candidate: { ...exampleRun.candidate, packages: candidate as never },
});
const pair = withPackages(
  { click: '8.1', jinja2: '3.1', mashumaro: '3.14' },
  { jinja2: '3.1', mashumaro: '3.17', sling: '1.4' },
);

test('packages in other versions, and those of one side', () => {
  expect(packageLines(pair, 2)).toEqual([
    'packages that differ: mashumaro 3.14 → 3.17',
    'only installed for the reference: click 8.1',
    'only installed for the candidate: sling 1.4',
  ]);
});

test('lines name some and count the others', () => {
  expect(packageLines(withPackages({ a: '1', b: '1', c: '1' }, { a: '2', b: '2', c: '2' }), 2)).toEqual([
    'packages that differ: a 1 → 2, b 1 → 2 and 1 more',
  ]);
});

test('of a plain program nothing is known', () =>
  expect(packageLines(withPackages({}, { a: '1' }), 2)).toEqual([]));
