import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Replaced } from '../identity/replace.ts';
import { pageData } from './html/data.ts';
import { identityLines } from './identity.ts';
import { toReport } from './json/report-json.ts';
import { renderSummary } from './markdown/summary.ts';

const runWith = (reference: Replaced, candidate: Replaced) => ({
  ...exampleRun,
  results: exampleRun.results.map((result) => ({ ...result, identity: { reference, candidate } })),
});
const number = exampleRun.results.length;
const run = runWith({ '{name}': { dbt: 2 } }, { '{name}': { dvt: 2 }, '{version}': { '1.12.106': 1 } });

test('reports say what was replaced, for each side', () => {
  const lines = [
    `replaced for the reference: {name} is dbt (${2 * number} places)`,
    `replaced for the candidate: {name} is dvt (${2 * number} places), {version} is 1.12.106 (${number} places)`,
  ];
  expect(identityLines(run)).toEqual(lines);
  for (const line of lines) expect(renderSummary(run).replaceAll('\\', '')).toContain(`- ${line}`);
  expect(pageData(run).facts).toEqual(expect.arrayContaining(lines));
  expect(toReport(run).identity).toEqual({
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
