import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { cleanRun, exampleRun } from '../../../fixtures/reports/run.ts';
import { renderTable } from './terminal.ts';

const plain = renderTable(exampleRun, { colour: false, width: 80 });

test('reads as a person would want it', async () => {
  await expect(`${plain}\n`).toMatchFileSnapshot('../../../fixtures/reports/terminal.txt');
});

test.each([80, 120])('keeps every line of headline and table within %i columns', (width) => {
  const long = exampleRun.findings.map((finding) => ({
    ...finding,
    title: finding.title.repeat(9),
    commands: ['source freshness', 'docs generate', 'run', 'build'],
  }));
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`package-${n}`, `${n}.0`]));
  const candidate = { ...exampleRun.candidate, packages: { ...exampleRun.candidate.packages, ...many } };
  const text = renderTable({ ...exampleRun, candidate, findings: long }, { colour: false, width });
  const lines = text.slice(0, text.indexOf('blocked run/blocked')).split('\n');
  expect(lines.filter((line) => line.includes('source freshness'))).toHaveLength(long.length);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
});

test('new causes come first, then known ones, intended ones last', () => {
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-exit' ? { ...one, status: 'known' as const } : one,
  );
  const text = renderTable({ ...exampleRun, findings }, { colour: false, width: 100 });
  const order = [
    '2 new causes',
    'prints a |',
    '1 known cause',
    'exits with 0',
    '1 intended cause',
    'its own',
  ];
  const places = order.map((each) => text.indexOf(each));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('causes in internals are counted, not listed', () => {
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-line' ? { ...one, impact: 'internals' as const } : one,
  );
  const text = renderTable({ ...exampleRun, findings }, { colour: false, width: 80 });
  expect(text).not.toContain('prints a');
  expect(text).toContain('… and 1 cause in internals only: see summary.md');
  expect(plain).not.toContain('in internals only');
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

test('says that nothing is new, and how much is compatible', () => {
  const text = renderTable(cleanRun, { colour: false, width: 120 });
  expect(text).toContain('2 of 2 cases compatible (100.0 %): 1 identical, 1 with intended differences only');
  expect(text).toContain('✔ No new differences\n');
  expect(text).not.toContain('repro');
});

test('known defects are no agreement', () => {
  const expectations = exampleRun.expectations.map((one) => ({ ...one, status: 'known' as const }));
  const text = renderTable({ ...cleanRun, expectations }, { colour: false, width: 120 });
  expect(text).toContain('1 of 2 cases compatible (50.0 %): 1 identical\n1 case has known defects: 0 causes');
  expect(text).toContain('✔ No new differences\n');
});

test('is not friendly where nothing was compared', () => {
  const results = exampleRun.results.filter(({ verdict }) => verdict === 'error');
  const text = renderTable({ ...exampleRun, results, findings: [] }, { colour: false, width: 80 });
  expect(text).not.toContain('✔');
  expect(text).toContain('error run/broken: disk full');
});

test('expectations to correct are named with their file, on one screen', () => {
  const toFix = Array.from({ length: 12 }, (_, n) => ({
    file: 'suites/expectations/dvt.yaml',
    id: `known-${n}`,
    why: 'covers nothing',
  }));
  const text = renderTable({ ...exampleRun, toFix }, { colour: false, width: 80 });
  expect(text).toContain('Correct known-0 in suites/expectations/dvt.yaml: it covers nothing');
  expect(text).not.toContain('known-10 ');
  expect(text).toContain('… and 2 more: see summary.md');
});
