import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { cleanRun, exampleRun } from '../../../fixtures/reports/run.ts';
import type { Difference } from '../../facets/difference.ts';
import { totalsOf } from '../score.ts';
import { renderJunit } from './junit.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => /^test(suite|case)$/.test(name),
});
const read = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text).testsuites;
};

test('a suite for each command, a test for each case, counted by outcome', () => {
  const suites = read(renderJunit(exampleRun));
  const totals = totalsOf(exampleRun.results);
  expect(Number(suites.tests)).toBe(totals.cases);
  expect(Number(suites.failures)).toBe(totals.different + totals.blocked + totals.unstable);
  expect(Number(suites.errors)).toBe(totals.error);
  expect(Number(suites.skipped)).toBe(totals.skipped);
  const cases = suites.testsuite.flatMap(({ testcase }: { testcase: readonly object[] }) => testcase);
  expect(cases).toHaveLength(totals.cases);
  expect(suites.testsuite.map(({ name }: { name: string }) => name)).toEqual([
    ...new Set(exampleRun.results.map((result) => result.case.command)),
  ]);
});

test('what differs says what, and how to see it again', () => {
  const text = renderJunit(exampleRun);
  const failed = exampleRun.results.find(({ verdict }) => verdict === 'different');
  expect(text).toContain(`npm run compat -- repro ${failed?.case.id}`);
  expect(text).toContain('unexpected difference');
});

test('what does not fail a run passes', () => {
  const results = exampleRun.results.map((result) => ({
    ...result,
    differences: result.differences.map((one) => ({ ...one, impact: 'internals' as const })),
  }));
  const failures = (threshold: 'console' | 'internals') =>
    Number(read(renderJunit({ ...exampleRun, results, threshold })).failures);
  expect(failures('console')).toBe(0);
  expect(failures('internals')).toBeGreaterThan(0);
});

test('a clean run has no failure', () => {
  const suites = read(renderJunit(cleanRun));
  expect([suites.failures, suites.errors]).toEqual(['0', '0']);
});

test('whatever an engine prints stays text', () => {
  const [result] = exampleRun.results.filter(({ verdict }) => verdict === 'different');
  const hostile = '</failure><script>x</script> & "\u0000\u001b[31m\ud800]]>';
  const differences = result?.differences.map((one) => ({
    ...one,
    candidate: hostile,
    expectation: undefined,
  }));
  const text = renderJunit({
    ...exampleRun,
    results: [
      {
        ...result,
        differences: differences as unknown as Difference[],
      } as (typeof exampleRun.results)[number],
    ],
  });
  const suites = read(text);
  expect(suites.testsuite[0].testcase[0].failure['#text']).toContain(
    '</failure><script>x</script> & "␀␛[31m',
  );
  expect(text).not.toContain('<script>');
});
