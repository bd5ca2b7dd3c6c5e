import { expect, test } from 'vitest';
import { alignSequences } from './sequence.ts';

const align = (reference: string, candidate: string) =>
  alignSequences([...reference], [...candidate], (item) => item);

test('equal sequences have no hunk and pair throughout', () => {
  expect(align('abc', 'abc')).toEqual({
    hunks: [],
    pairs: [
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ],
  });
});

test('a hunk says where it begins and what stands there on each side', () => {
  expect(align('abcd', 'axyd').hunks).toEqual([{ at: 1, missing: ['b', 'c'], added: ['x', 'y'] }]);
});

test('what is doubled is added once', () => {
  expect(align('ab', 'abb').hunks).toEqual([{ at: 2, missing: [], added: ['b'] }]);
});

test('sequences with nothing in common and beyond all bounds are one hunk', () => {
  const [r, c] = [
    Array.from({ length: 3000 }, (_, n) => `r${n}`),
    Array.from({ length: 3000 }, (_, n) => `c${n}`),
  ];
  const { hunks } = alignSequences(r, c, (item) => item);
  expect(hunks).toEqual([{ at: 0, missing: r, added: c }]);
});
