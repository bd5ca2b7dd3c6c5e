import { expect, test } from 'vitest';
import { ddmin } from './ddmin.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
async function needing(all: readonly number[], holds: (kept: readonly number[]) => boolean) {
  let trials = 0;
  const kept = await ddmin(all, async (some) => {
    trials++;
    return holds(some);
  });
  return { kept, trials };
}

test.each<[string, readonly number[]]>([
  ['nothing', []],
  ['the first', [0]],
  ['the last', [63]],
  ['some that lie apart', [3, 17, 18, 60]],
  ['all', numbers(64)],
])('what needs %s keeps just that', async (_, needed) => {
  const { kept, trials } = await needing(numbers(64), (some) => needed.every((one) => some.includes(one)));
  expect(kept).toEqual(needed);
  expect(trials).toBeLessThan(64 * 3);
});

test('one piece of many is found in few trials, none in one', async () => {
  expect((await needing(numbers(1024), (some) => some.includes(700))).trials).toBeLessThan(25);
  expect((await needing(numbers(1024), () => true)).trials).toBe(1);
  expect((await needing([], () => true)).trials).toBe(0);
});

test('pieces that go only after others went are gone as well', async () => {
  // Each needs the one behind it: only the first of those left can go.
  const chain = (some: readonly number[]) => some.every((one) => one === 7 || some.includes(one + 1));
  expect((await needing(numbers(8), (some) => some.includes(7) && chain(some))).kept).toEqual([7]);
});

test('none of what is kept can be left out by itself, whatever it holds for', async () => {
  const odd = (some: readonly number[]) => some.length % 2 === 1 && some.some((one) => one > 9);
  const { kept } = await needing(numbers(21), odd);
  expect(odd(kept)).toBe(true);
  expect(kept.some((one) => odd(kept.filter((other) => other !== one)))).toBe(false);
});
