import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { shareCases } from './measure.ts';

const cases = Array.from({ length: 10 }, (_, n) => ({ id: `run/n${n}` }) as Case);

test('every case is in one share, and each share is taken from the whole list', () => {
  const shares = shareCases(cases, 4);
  expect(shares.map((share) => share.cases.map(({ id }) => id.slice(5)).join(''))).toEqual([
    '048',
    '159',
    '26',
    '37',
  ]);
  expect(shares.every(({ weight }) => weight === 1)).toBe(true);
});

test('too few cases for shares run each time, and count on average', () => {
  const few = cases.slice(0, 3);
  expect(shareCases(few, 4)).toEqual(Array.from({ length: 4 }, () => ({ cases: few, weight: 1 / 4 })));
});
