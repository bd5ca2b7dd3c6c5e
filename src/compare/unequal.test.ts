/** Leaving out what is equal must not change what is found: the same, in the same order, as deep-diff finds in all of it. */
import { expect, test } from 'vitest';
import { altered, drawing, pick, randomJson } from '../../fixtures/random-json.ts';
import type { Json } from '../observe/observation.ts';
import { keyed } from './keyed.ts';
import { keyedDifferences, structuralDifferences } from './structure.ts';
import { unequal, unequalYet } from './unequal.ts';

/** As text: the order of differences and of keys counts, and `__proto__` is a key. */
const inAll = (reference: Json, candidate: Json) =>
  JSON.stringify(keyedDifferences(keyed(reference), keyed(candidate)));
const inParts = (reference: Json, candidate: Json) =>
  JSON.stringify(structuralDifferences(reference, candidate));

test('finds in 20,000 random pairs what deep-diff finds in all of both values', () => {
  const draw = drawing(20261121);
  const counts = { equal: 0, different: 0 };
  for (let n = 0; n < 20_000; n++) {
    const reference = randomJson(draw, 5);
    const candidate = pick(draw, [altered(draw, reference), structuredClone(reference), randomJson(draw, 4)]);
    const expected = inAll(reference, candidate);
    counts[expected === '[]' ? 'equal' : 'different']++;
    // Two rounds leave what one does.
    const yet = (unequalYet(reference, candidate) ?? [{}, {}]) as readonly [Json, Json];
    expect(inParts(...yet)).toBe(expected);
    if (inParts(reference, candidate) !== expected)
      expect({ reference, candidate, found: inParts(reference, candidate) }).toEqual({ expected });
  }
  expect(Math.min(counts.equal, counts.different)).toBeGreaterThan(5000);
});

test('keeps only the parts that differ', () => {
  const things = [1, 2, 3].map((n) => ({ name: `t${n}`, deep: { size: n, list: [n] } }));
  expect(
    unequal({ same: things, things }, { same: things, things: [...things.slice(0, 2), { name: 't3' }] }),
  ).toEqual([{ things: { t3: { deep: { size: 3, list: '\u0000list:[3]' } } } }, { things: { t3: {} } }]);
});

test.each<[string, Json, Json]>([
  ['key order', { a: { b: 1, c: [{ x: 1, y: 2 }] } }, { a: { c: [{ y: 2, x: 1 }], b: 1 } }],
  ['another object', [{ name: 'a' }], [{ name: 'a' }]],
])('%s leaves nothing', (_, reference, candidate) => expect(unequal(reference, candidate)).toBeUndefined());
