import { expect, test } from 'vitest';
import { linear, logarithmic, stations } from './plot-scale.ts';

test('a linear scale starts at 0, ends above all values, and has round steps', () => {
  const { place, ticks } = linear([3, 42], [100, 0]);
  expect(ticks).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]);
  expect([0, 25, 50].map(place)).toEqual([100, 50, 0]);
});

test('a logarithmic scale spans powers of ten; what is below all of them is at the bottom', () => {
  const { place, ticks } = logarithmic([0.3, 200, 0], [300, 0]);
  expect(ticks).toEqual([0.1, 1, 10, 100, 1000]);
  expect([0, 0.1, 10, 1000].map(place)).toEqual([300, 300, 150, 0]);
});

test('stations lie by their magnitude; one alone is in the middle', () => {
  expect([10, 100, 1000].map(stations([10, 100, 1000], [0, 60]).place)).toEqual([0, 30, 60]);
  expect(stations([7], [0, 60]).place(7)).toBe(30);
});
