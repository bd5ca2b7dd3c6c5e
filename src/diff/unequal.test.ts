/** Leaving out what is equal must not change what is found: the same, in the same order, as deep-diff finds in all of it. */
import { expect, test } from 'vitest';
import { altered, drawing, pick, randomJson } from '../../fixtures/random-json.ts';
import { isObject, type Json, type JsonObject } from '../config/json.ts';
import { changedItems } from './items.ts';
import { addedKey, byKey, formOf, keyed, ordered } from './keyed.ts';
import { keyedDifferences, structuralDifferences } from './structure.ts';
import { type Parts, unequal, unequalYet } from './unequal.ts';

/** As text: the order of differences and of keys counts, and `__proto__` is a key. */
const inAll = (reference: Json, candidate: Json) =>
  JSON.stringify(keyedDifferences(...whole(reference, candidate)));
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

/** Both values with nothing left out, in the form in which deep-diff compares them. */
function whole(reference: Json, candidate: Json): Parts {
  if (isObject(reference) && isObject(candidate)) return wholeTrees(reference, candidate);
  if (!Array.isArray(reference) || !Array.isArray(candidate)) return [keyed(reference), keyed(candidate)];
  const [r, c] = [formOf(reference), formOf(candidate)];
  if (typeof r === 'object' && typeof c === 'object')
    return wholeTrees(byKey(reference, r.keys), byKey(candidate, c.keys));
  const isEqual = keyedDifferences(keyed(reference), keyed(candidate)).length === 0;
  if (isEqual || r === 'whole' || c === 'whole') return [keyed(reference), keyed(candidate)];
  const changes = changedItems(reference, candidate);
  if (changes === 'reordered') return [ordered(reference), ordered(candidate)];
  const [ofReference, ofCandidate] = [bare(), bare()];
  for (const { at, reference: one, candidate: other } of changes)
    if (one === undefined) ofCandidate[addedKey(at)] = keyed(other as Json);
    else if (other === undefined) ofReference[at] = keyed(one);
    else [ofReference[at], ofCandidate[at]] = whole(one, other);
  return [ofReference, ofCandidate];
}

function wholeTrees(reference: JsonObject, candidate: JsonObject): Parts {
  const [r, c] = [bare(), bare()];
  for (const [key, item] of Object.entries(reference))
    if (Object.hasOwn(candidate, key)) [r[key], c[key]] = whole(item, candidate[key] as Json);
    else r[key] = keyed(item);
  for (const [key, item] of Object.entries(candidate)) if (!(key in r)) c[key] = keyed(item);
  return [r, c];
}

const bare = (): Record<string, unknown> => Object.create(null);
