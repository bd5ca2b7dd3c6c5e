/** Without any one of the normalisers an engine would differ from itself: what is taken back here, a test here names. */
import { expect, test, vi } from 'vitest';
import { type Side, start, varies } from '../../fixtures/normalise/varies.ts';
import type { Normalised } from './normalise.ts';
import { normalisers } from './registry.ts';

/** Both sides as they are compared, without the normaliser of that name where one is given. */
async function compared(
  [one, other]: readonly [Side, Side],
  without?: string,
): Promise<readonly Normalised[]> {
  vi.resetModules();
  vi.doMock('./registry.ts', () => ({ normalisers: normalisers.filter(({ name }) => name !== without) }));
  const { normalise } = await import('./normalise.ts');
  return [one, other].map(({ shown, given }) =>
    normalise(
      {
        exit: { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 },
        ...{ stdout: '', stderr: '', events: [], files: {}, artifacts: {}, sql: {}, statements: [] },
        database: {},
        ...shown,
      },
      { folders: [], database: 'compat_1', window: { start, end: start + 4000 }, ...given },
    ),
  );
}

test('there is such an example for every normaliser', () =>
  expect(Object.keys(varies).toSorted()).toEqual(normalisers.map(({ name }) => name).toSorted()));

test.each(Object.entries(varies))(
  'two runs of one engine agree by %s, and by nothing else',
  async (name, sides) => {
    const [one, other] = await compared(sides);
    expect(other).toEqual(one);
    const [left, right] = await compared(sides, name);
    expect(right).not.toEqual(left);
  },
);
