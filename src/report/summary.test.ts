import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { renderSummary } from './summary.ts';

test('puts a run on one page', async () => {
  await expect(renderSummary(exampleRun)).toMatchFileSnapshot('../../fixtures/reports/summary.md.txt');
});

test('findings in internals are folded away', () => {
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-line' ? { ...one, impact: 'internals' as const } : one,
  );
  const [listed, folded] = renderSummary({ ...exampleRun, findings }).split('<details>');
  expect(listed).not.toContain('prints a');
  expect(folded).toContain('prints a');
  expect(folded).toContain('<summary>1 finding in internals only</summary>');
  expect(folded?.split('</details>')[0]).toContain('| internals |');
});

test('no value breaks a table', () => {
  const rows = renderSummary(exampleRun)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('---'));
  const cells = rows.map((row) => row.replaceAll('\\|', '').split('|').length);
  expect(new Set(cells.slice(0, 5))).toEqual(new Set([7]));
  expect(new Set(cells.slice(5))).toEqual(new Set([8]));
});

test('expectations to mend are listed with their file', () => {
  const toMend = [{ file: 'suites/expectations/dvt.yaml', id: 'known', why: 'covers nothing' }];
  expect(renderSummary({ ...exampleRun, toMend })).toContain(
    '- `suites/expectations/dvt.yaml`, `known`: covers nothing',
  );
  expect(renderSummary(exampleRun)).not.toContain('to mend');
});
