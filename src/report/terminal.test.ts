import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { cleanRun, exampleRun } from '../../fixtures/reports/run.ts';
import { renderTable } from './terminal.ts';

const plain = renderTable(exampleRun, { colour: false, width: 80 });

test('reads as a person would want it', async () => {
  await expect(`${plain}\n`).toMatchFileSnapshot('../../fixtures/reports/terminal.txt');
});

test('keeps the table within the width', () => {
  const long = exampleRun.findings.map((finding) => ({
    ...finding,
    title: finding.title.repeat(9),
    commands: ['source-freshness', 'docs-generate', 'run', 'build'],
  }));
  const lines = renderTable({ ...exampleRun, findings: long }, { colour: false, width: 80 }).split('\n');
  const [table] = [
    lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('blocked')),
    ),
  ];
  expect(table).toHaveLength(1 + long.length);
  expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('findings in internals are counted, not listed', () => {
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-line' ? { ...one, impact: 'internals' as const } : one,
  );
  const text = renderTable({ ...exampleRun, findings }, { colour: false, width: 80 });
  expect(text).not.toContain('prints a');
  expect(text).toContain('… and 1 finding in internals only: see summary.md');
  expect(plain).not.toContain('internals');
});

test('colour only adds to what is said', () => {
  const coloured = renderTable(exampleRun, { colour: true, width: 80 });
  expect(coloured).not.toBe(plain);
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

test('lets no escape of an engine through', () => {
  const [first, ...rest] = exampleRun.findings;
  if (!first) throw new Error('the fixture has no finding');
  const findings = [{ ...first, title: 'a\u001b[2Jb\nc' }, ...rest];
  expect(renderTable({ ...exampleRun, findings }, { colour: false, width: 80 })).toContain('a␛[2Jb⏎c');
});

test('is one friendly line where nothing differs', () => {
  const [line, ...next] = renderTable(cleanRun, { colour: false, width: 80 }).split('\n');
  expect(line).toContain(
    '✔ Nothing new: every difference is known or intended. 2 cases: 1 same, 1 expected.',
  );
  expect(next.join('\n')).not.toContain('repro');
});

test('is not friendly where nothing was compared', () => {
  const results = exampleRun.results.filter(({ verdict }) => verdict === 'error');
  const text = renderTable({ ...exampleRun, results, findings: [] }, { colour: false, width: 80 });
  expect(text).not.toContain('✔');
  expect(text).toContain('error run/broken: disk full');
});

test('expectations to mend are named with their file, on one screen', () => {
  const toMend = Array.from({ length: 12 }, (_, n) => ({
    file: 'suites/expectations/dvt.yaml',
    id: `known-${n}`,
    why: 'covers nothing',
  }));
  const text = renderTable({ ...exampleRun, toMend }, { colour: false, width: 80 });
  expect(text).toContain('Mend known-0 in suites/expectations/dvt.yaml: it covers nothing');
  expect(text).not.toContain('known-10 ');
  expect(text).toContain('… and 2 more: see summary.md');
});
