import { expect, test } from 'vitest';
import type { Earlier } from './changes.ts';
import { trendOf } from './trend.ts';

const results = ['same', 'different', 'skipped'].map((verdict) => ({
  verdict,
  differences: verdict === 'different' ? [{ impact: 'data' }] : [],
}));
const run = (against?: Partial<Earlier>) =>
  trendOf({
    id: 'now',
    started: '2026-11-22',
    results,
    expectations: [],
    threshold: 'console',
    ...(against && { against }),
  } as unknown as Parameters<typeof trendOf>[0]);
const now = { run: 'now', started: '2026-11-22', score: 0.5, counted: 2 };
const point = (name: string) => ({ run: name, started: '2026-11-21', score: 0.25, counted: 4 });

test('a run by itself is a trend of one', () => expect(run()).toEqual([now]));

test('it goes on from the run that it is held against', () =>
  expect(run({ trend: [point('a'), point('b')] })).toEqual([point('a'), point('b'), now]));

test('the oldest are let go', () => {
  const trend = run({ trend: Array.from({ length: 80 }, (_, n) => point(String(n))) });
  expect(trend).toHaveLength(60);
  expect(trend.at(-1)).toEqual(now);
});
