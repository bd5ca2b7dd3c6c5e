import { expect, test } from 'vitest';
import { connected } from './groups.ts';

test('items that share a key, directly or by way of others, are in one part', () => {
  expect(connected(['ab', 'c', 'de', 'bd'], (item) => item)).toEqual([['c'], ['ab', 'de', 'bd']]);
  expect(connected(['', ''], (item) => item)).toEqual([[''], ['']]);
});
