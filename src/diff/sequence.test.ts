import { expect, test } from 'vitest';
import { drawing } from '../../fixtures/random-json.ts';
import { anchors } from './patience-diff.ts';
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

const many = Array.from({ length: 20_000 }, (_, n) => `event ${n}`);
const alignMany = (candidate: readonly string[]) => alignSequences(many, candidate, (item) => item);

test('beyond the bound, what is there once on each side still finds its like', () => {
  const candidate = many.flatMap((item, n) => (n % 4 ? [item] : ['more', item]));
  const { hunks, pairs } = alignMany(candidate);
  expect(pairs).toHaveLength(20_000);
  expect(hunks).toHaveLength(5000);
  expect(hunks[1]).toEqual({ at: 4, missing: [], added: ['more'] });
});

test('beyond the bound, what is there more than once is aligned between the anchors', () => {
  const { hunks, pairs } = alignSequences(
    many.flatMap((item) => ['begin', 'commit', item]),
    many.flatMap((item, n) => (n % 4 ? ['begin', 'commit', item] : ['commit', item])),
    (item) => item,
  );
  expect(pairs).toHaveLength(55_000);
  expect(hunks).toHaveLength(5000);
  expect(hunks[1]).toEqual({ at: 12, missing: ['begin'], added: [] });
});

test('anchors are there once on each side, in one order', () =>
  expect(anchors([...'xaybzcxq'], [...'qaxbzcyydx'])).toEqual([
    [1, 1],
    [3, 3],
    [4, 4],
    [5, 5],
  ]));

test('beyond the bound, what moved is missing at one place and added at the other', () => {
  const { hunks, pairs } = alignMany([...many.slice(8000), ...many.slice(0, 8000)]);
  expect(pairs).toHaveLength(12_000);
  expect(hunks).toEqual([
    { at: 0, missing: many.slice(0, 8000), added: [] },
    { at: 20_000, missing: [], added: many.slice(0, 8000) },
  ]);
});

test.each<[string, readonly string[], number]>([
  ['none', [], 0],
  ['itself reversed', many.toReversed(), 1],
  ['others', many.map((item) => `other ${item}`), 0],
  ['the same few again and again', many.map((_, n) => `event ${n % 7}`), 0],
])('beyond the bound, 20,000 against %s have only pairs in the same order', (_, candidate, pairs) => {
  const aligned = alignMany(candidate);
  expect(aligned.pairs).toHaveLength(pairs);
  expect(aligned.hunks.flatMap(({ missing }) => missing)).toHaveLength(many.length - pairs);
  expect(aligned.hunks.flatMap(({ added }) => added)).toHaveLength(candidate.length - pairs);
});

test('hunks and pairs together are both sequences, whatever the bound does', () => {
  const draw = drawing(20261121);
  for (let n = 0; n < 8; n++) {
    const [kinds, length] = [10 + draw(20_000), 2500 + draw(1500)];
    const random = () => Array.from({ length }, () => `k${draw(kinds)}`);
    const reference = random();
    const candidate = n % 2 ? random() : reference.filter(() => draw(3) > 0);
    const { hunks, pairs } = alignSequences(reference, candidate, (item) => item);
    expect(pairs.every(([r, c]) => r === c)).toBe(true);
    let [r, paired, c] = [0, 0, 0];
    const take = (count: number) => {
      for (const end = r + count; r < end; r++, c++, paired++)
        if (pairs[paired]?.[0] !== reference[r] || pairs[paired]?.[1] !== candidate[c])
          expect.fail(`pair ${paired}`);
    };
    for (const { at, missing, added } of hunks) {
      take(at - r);
      expect(missing).toEqual(reference.slice(r, r + missing.length));
      expect(added).toEqual(candidate.slice(c, c + added.length));
      [r, c] = [r + missing.length, c + added.length];
    }
    take(pairs.length - paired);
    expect([r, c]).toEqual([reference.length, candidate.length]);
  }
});
