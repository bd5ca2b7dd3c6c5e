import { expect, test } from 'vitest';
import { exampleRun } from '../../../fixtures/reports/run.ts';
import { renderSummary } from './summary.ts';

test('puts a run on one page', async () => {
  await expect(renderSummary(exampleRun)).toMatchFileSnapshot('../../../fixtures/reports/summary.md.txt');
});

test('causes in internals are folded away', () => {
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-line' ? { ...one, impact: 'internals' as const } : one,
  );
  const [listed, folded] = renderSummary({ ...exampleRun, findings }).split('<details>');
  expect(listed).not.toContain('prints a');
  expect(folded).toContain('prints a');
  expect(folded).toContain('<summary>1 cause in internals only</summary>');
  expect(folded?.split('</details>')[0]).toContain('| internals |');
});

test('no value breaks a table', () => {
  const tables = renderSummary(exampleRun)
    .split('\n\n')
    .filter((part) => part.startsWith('| '));
  expect(tables).toHaveLength(4);
  for (const table of tables) {
    const cells = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
    expect(new Set(cells).size).toBe(1);
  }
});

test('the reason of a registered cause is next to it, cut', () => {
  const reason = `It states its own version. ${'And more. '.repeat(50)}`;
  const expectations = exampleRun.expectations.map((one) => ({ ...one, reason }));
  const row = renderSummary({ ...exampleRun, expectations })
    .split('\n')
    .find((line) => line.includes('its own version |') || line.includes('own version<br>'));
  expect(row).toContain('| intended | logs its own version<br>It states its own version. And more.');
  expect(row?.length).toBeLessThan(300);
});

test('expectations to correct are listed with their file', () => {
  const toFix = [{ file: 'suites/expectations/dvt.yaml', id: 'known', why: 'covers nothing' }];
  expect(renderSummary({ ...exampleRun, toFix })).toContain(
    '- `suites/expectations/dvt.yaml`, `known`: covers nothing',
  );
  expect(renderSummary(exampleRun)).not.toContain('to correct');
});

test('a part, and a run that was stopped, are named as such at the top', () => {
  const shard = { index: 1, of: 2, selected: ['run/all', 'run/same'] };
  const [top] = renderSummary({ ...exampleRun, shard, interrupted: true }).split('## Commands');
  expect(top).toContain('- part: 1 of 2 of 2 cases\n- **interrupted**: what was not run is skipped');
});
