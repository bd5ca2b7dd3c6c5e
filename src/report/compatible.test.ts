import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import type { Step } from '../cases/case.ts';
import type { Impact } from '../config/impact.ts';
import type { Difference } from '../facets/difference.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import type { CaseResult, Verdict } from '../findings/verdict.ts';
import { compatibleOf, trendOf } from './compatible.ts';
import { byCommand, byFacet } from './grade.ts';
import type { Earlier } from './json/read-report.ts';
import type { Run } from './run.ts';

const scoreOf = (of: Parameters<typeof compatibleOf>[0]) => compatibleOf(of).score;

const expectations = (['intended', 'known'] as const).map(
  (status) => ({ id: status, status }) as Expectation,
);

interface Shown {
  readonly facet?: Difference['facet'];
  readonly covered?: 'intended' | 'known';
  readonly step?: number;
}
const shows = (impact: Impact, { facet = 'stdout', covered, step = 0 }: Shown = {}) =>
  ({ facet, impact, step, kind: 'line-changed', ...(covered && { expectation: covered }) }) as Difference;

const caseWith = (
  id: string,
  verdict: Verdict,
  differences: readonly Difference[],
  steps: readonly Step[] = [],
) =>
  ({
    case: {
      id,
      command: id.split('/')[0],
      steps: steps.length > 0 ? steps : [{ engine: [id.split('/')[0] as string] }],
    },
    verdict,
    differences,
    seconds: { reference: 0, candidate: 0 },
  }) as unknown as CaseResult;

const run = (...results: readonly CaseResult[]): Run => ({
  ...exampleRun,
  results,
  expectations,
  findings: [],
});

const all = run(
  caseWith('run/same', 'same', []),
  caseWith('run/internals', 'different', [shows('internals')]),
  caseWith('run/intended', 'expected', [shows('data', { covered: 'intended' })]),
  caseWith('run/known', 'expected', [shows('console', { covered: 'known' })]),
  caseWith('run/new', 'different', [shows('contract'), shows('data', { covered: 'known' })]),
  caseWith('run/blocked', 'blocked', [shows('data', { covered: 'known' })]),
  caseWith('run/broken', 'error', [shows('data')]),
  caseWith('run/left-out', 'skipped', []),
);

test('compatible is the same, the same but for internals, or what is intended; never what is known', () => {
  expect(compatibleOf(all)).toEqual({
    cases: 3,
    of: 6,
    identical: 1,
    internals: 1,
    intended: 1,
    known: 1,
    new: 2,
    known_causes: 0,
    new_causes: 0,
    beyond_console: 2,
    score: 0.5,
  });
});

test('a known defect is one in internals as well', () => {
  expect(scoreOf(run(caseWith('run/known', 'expected', [shows('internals', { covered: 'known' })])))).toBe(0);
});

test('internals that fail the run are no agreement', () => {
  const one = caseWith('run/internals', 'different', [shows('internals')]);
  expect(scoreOf(run(one))).toBe(1);
  expect(scoreOf({ ...run(one), threshold: 'internals' })).toBe(0);
});

test('where nothing counts nothing is shown', () => {
  expect(scoreOf(run(caseWith('run/broken', 'error', [])))).toBe(0);
  expect(byCommand(run(caseWith('run/broken', 'error', [])))).toEqual([]);
});

test('causes are counted by what they are registered as, new ones without those in internals', () => {
  const [one] = exampleRun.findings;
  const findings = (
    [
      ['new', 'data'],
      ['new', 'internals'],
      ['known', 'internals'],
      ['intended', 'data'],
    ] as const
  ).map(([status, impact]) => ({ ...(one as (typeof exampleRun.findings)[number]), status, impact }));
  expect(compatibleOf({ ...all, findings })).toMatchObject({ known_causes: 1, new_causes: 1 });
});

const outlookOf = (of: Run) => byCommand(of).map(({ command, outlook }) => [command, outlook]);

test.each<[string, readonly Difference[], string]>([
  ['data', [shows('data')], 'breaks'],
  ['what happens', [shows('outcome'), shows('internals')], 'breaks'],
  ['what programs read', [shows('contract')], 'differs'],
  ['what people read', [shows('console', { covered: 'known' })], 'differs'],
  ['internals', [shows('internals')], 'works'],
  ['what is intended', [shows('data', { covered: 'intended' })], 'works'],
  ['nothing', [], 'works'],
])('a command in which %s differs', (_, differences, outlook) =>
  expect(outlookOf(run(caseWith('run/all', 'different', differences)))).toEqual([['run', outlook]]),
);

test('what an earlier step shows is that of its command, unless it blocks the case', () => {
  const steps = [{ engine: ['docs', 'generate'] }, { engine: ['docs', 'serve'] }];
  const own = caseWith('docs-generate/all', 'same', []);
  const serve = (verdict: Verdict) => run(own, caseWith('docs-serve/all', verdict, [shows('data')], steps));
  expect(outlookOf(serve('different'))).toEqual([
    ['docs-generate', 'breaks'],
    ['docs-serve', 'works'],
  ]);
  expect(outlookOf(serve('blocked'))).toEqual([
    ['docs-generate', 'works'],
    ['docs-serve', 'breaks'],
  ]);
});

test('a facet counts where it was compared: not where a case is blocked by another one', () => {
  const facets = byFacet(all);
  expect(facets.find(({ facet }) => facet === 'stdout')).toEqual({
    facet: 'stdout',
    cases: 6,
    compatible: 3,
    known: 2,
    new: 1,
  });
  expect(facets.find(({ facet }) => facet === 'exit')).toMatchObject({ cases: 5, compatible: 5 });
});

const trendResults = ['same', 'different', 'skipped'].map((verdict) => ({
  verdict,
  differences: verdict === 'different' ? [{ impact: 'data' }] : [],
}));
const trendWith = (against?: Partial<Earlier>) =>
  trendOf({
    id: 'now',
    started: '2026-11-22',
    results: trendResults,
    expectations: [],
    threshold: 'console',
    ...(against && { against }),
  } as unknown as Parameters<typeof trendOf>[0]);
const nowPoint = { run: 'now', started: '2026-11-22', score: 0.5, counted: 2 };
const point = (name: string) => ({ run: name, started: '2026-11-21', score: 0.25, counted: 4 });

test('a run by itself is a trend of one', () => expect(trendWith()).toEqual([nowPoint]));

test('it goes on from the run that it is compared with', () =>
  expect(trendWith({ trend: [point('a'), point('b')] })).toEqual([point('a'), point('b'), nowPoint]));

test('the oldest are removed', () => {
  const points = trendWith({ trend: Array.from({ length: 80 }, (_, n) => point(String(n))) });
  expect(points).toHaveLength(60);
  expect(points.at(-1)).toEqual(nowPoint);
});
