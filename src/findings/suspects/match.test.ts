import { expect, test } from 'vitest';
import { matchStrings } from './match.ts';

const found = (strings: readonly string[], texts: readonly string[]) =>
  matchStrings(strings, texts).map(({ string, texts }) => [strings[string], texts]);

test('strings are found as whole words only', () => {
  expect(
    found(['load', 'Loaded manifest (', 'manifest'], ['Loaded manifest (30 nodes)', 'unloaded']),
  ).toEqual([['Loaded manifest (', [0]]]);
});

test('words are not cut out of longer words', () => {
  expect(found(['load x'], ['preload x, load y'])).toEqual([]);
});

test('a word of a longer match counts where it stands alone', () => {
  expect(found(['Building catalog', 'catalog'], ['Building catalog', 'a catalog'])).toEqual([
    ['Building catalog', [0]],
    ['catalog', [1]],
  ]);
});

test('punctuation is compared, not only words', () => {
  expect(found(['--select'], ['select', '--select x'])).toEqual([['--select', [1]]]);
});
