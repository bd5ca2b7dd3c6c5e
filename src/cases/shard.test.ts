import { expect, test } from 'vitest';
import { partOf } from './shard.ts';

const selection = Array.from({ length: 11 }, (_, n) => `run/case-${n}`);

test.each([1, 2, 3, 11])('%i parts hold every case once, and are about as large as each other', (of) => {
  const parts = Array.from({ length: of }, (_, n) => partOf(selection, { index: n + 1, of }));
  expect(parts.flat().toSorted()).toEqual(selection.toSorted());
  const sizes = parts.map(({ length }) => length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test('neighbours go to different parts', () =>
  expect(partOf(selection, { index: 2, of: 4 })).toEqual(['run/case-1', 'run/case-5', 'run/case-9']));

test('more parts than cases are refused, whichever of them is asked for', () => {
  for (const index of [1, 12])
    expect(() => partOf(selection, { index, of: 12 })).toThrow('Too many shards: 12 for 11 selected cases');
});
