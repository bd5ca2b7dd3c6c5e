import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import type { Observation } from '../observe/observation.ts';
import { normalise } from './normalise.ts';
import { placesChanged, sumTouched, tally } from './touched.ts';

const start = Date.parse('2026-11-21T06:58:20.500Z');
const observation: Observation = {
  exit: { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 },
  stdout: '06:58:21  Done in 0.13s\n06:58:21  Done in 0.13s\n',
  stderr: '',
  events: [
    { info: { name: 'ConnectionClosedInCleanup', thread: 'T' } },
    { info: { name: 'End', thread: 'T' } },
  ] as readonly Json[],
  files: {},
  artifacts: {},
  sql: {},
  statements: [],
  database: {},
};

test('every place counts, the same text each time it comes, what stays never', () => {
  const { touch, touched } = tally();
  normalise(
    observation,
    { folders: [], database: 'compat_1', window: { start, end: start + 4000 } },
    { touch },
  );
  expect(touched()).toEqual({ clock: 2, duration: 2, 'connection-pool': 1 });
});

test.each([
  [['a', 'b'], ['b', 'a'], 2],
  [['a', 'b', 'c'], ['b', 'c'], 1],
  [['a'], ['a'], 0],
  [{ a: 1 }, { a: 1 }, 0],
  [{ a: 1 }, { a: 2 }, 1],
])('between %j and %j: %i', (before, after, places) => expect(placesChanged(before, after)).toBe(places));

test('sums', () => expect(sumTouched([{ a: 1 }, { a: 2, b: 3 }])).toEqual({ a: 3, b: 3 }));
