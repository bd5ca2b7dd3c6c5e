import { expect, test } from 'vitest';
import { defineSuite } from './define-suite.ts';
import { partOf, selectCases } from './suites.ts';

const entry = { title: 'runs', argv: 'run', checks: [] };
const run = defineSuite({
  command: 'run',
  defaults: { project: 'shop', state: 'seeded' },
  cases: { all: { ...entry, tier: 'smoke' }, 'select-tag': entry },
});

test.each([
  [{ commands: [], tier: 'smoke' }, ['run/all']],
  [{ commands: ['run'], tier: 'full' }, ['run/all', 'run/select-tag']],
  [{ commands: [], tier: 'smoke', glob: 'run/select-*' }, ['run/select-tag']],
] as const)('selects %j', (selection, ids) => {
  expect(selectCases([run], selection).map(({ id }) => id)).toEqual(ids);
});

test.each([
  [{ commands: ['walk'], tier: 'full' }, /No suite/],
  [{ commands: [], tier: 'full', glob: 'no/such' }, /No case matches/],
] as const)('%j is wrong usage', (selection, message) => {
  expect(() => selectCases([run], selection)).toThrow(message);
});

const selection = Array.from({ length: 11 }, (_, n) => `run/case-${n}`);

test.each([1, 2, 3, 11])('%i shards hold every case once and differ by at most one case', (of) => {
  const parts = Array.from({ length: of }, (_, n) => partOf(selection, { index: n + 1, of }));
  expect(parts.flat().toSorted()).toEqual(selection.toSorted());
  const sizes = parts.map(({ length }) => length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test('cases next to each other go to different shards', () =>
  expect(partOf(selection, { index: 2, of: 4 })).toEqual(['run/case-1', 'run/case-5', 'run/case-9']));

test('more shards than cases are refused on each machine', () => {
  for (const index of [1, 12])
    expect(() => partOf(selection, { index, of: 12 })).toThrow('Too many shards: 12 for 11 selected cases');
});
