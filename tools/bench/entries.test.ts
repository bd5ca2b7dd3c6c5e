import { expect, test } from 'vitest';
import { exampleBench } from '../../fixtures/bench/results.ts';
import { benchSchema } from './schema.ts';

test('entries are what others rely on', () => {
  expect(benchSchema.parse(exampleBench)).toEqual(exampleBench);
});

test('a ratio says how many times quicker than the naive script', () => {
  const [first] = exampleBench.pairs;
  expect(first).toMatchObject({ naive_seconds: 1012.5, uncached_seconds: 420, cached_seconds: 233 });
  expect(first?.ratio_uncached).toBeCloseTo(2.411);
  expect(first?.ratio_cached).toBeCloseTo(4.345);
});

test('the share of the harness is of the engines’ time; there is none where they took none', () => {
  expect(exampleBench.models_scale[0]).toMatchObject({
    harness_cpu_share: 1 / 16,
    harness_cpu_share_cached: null,
  });
});

test('costs per case', () => {
  expect(exampleBench.cases_scale[1]).toMatchObject({
    cases: 100,
    uncached_seconds_per_case: 2.7,
    cached_seconds_per_case: 1.9,
    harness_cpu_seconds_per_case: 270 / 16 / 100,
    harness_cpu_seconds_per_case_cached: 190 / 16 / 100,
  });
});
