import { expect, test } from 'vitest';
import { drawing, pick, randomJson } from '../../fixtures/random-json.ts';
import type { Json } from '../config/json.ts';
import { formOf } from './keyed.ts';
import { structuralDifferences } from './structure.ts';

test.each<[string, Json, Json, unknown]>([
  ['equal values', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['a key left out', { a: 1, b: null }, { a: 1 }, [{ kind: 'key-missing', path: 'b', reference: null }]],
  ['a key added', { a: 1 }, { a: 1, b: null }, [{ kind: 'key-added', path: 'b', candidate: null }]],
  [
    'null for a value',
    { a: 1 },
    { a: null },
    [{ kind: 'type-changed', path: 'a', reference: 1, candidate: null }],
  ],
  [
    'a number as text',
    { a: 1 },
    { a: '1' },
    [{ kind: 'type-changed', path: 'a', reference: 1, candidate: '1' }],
  ],
  [
    'an empty list for null',
    { a: null },
    { a: [] },
    [{ kind: 'type-changed', path: 'a', reference: null, candidate: [] }],
  ],
  [
    'another value',
    { a: { b: 'x' } },
    { a: { b: 'y' } },
    [{ kind: 'value-changed', path: 'a/b', reference: 'x', candidate: 'y' }],
  ],
  [
    'a list of plain values, whole',
    { a: [1, 2] },
    { a: [0, 1, 2] },
    [{ kind: 'value-changed', path: 'a', reference: [1, 2], candidate: [0, 1, 2] }],
  ],
  [
    'an item of a list of things',
    [{ x: [1] }],
    [{ x: [1] }, { x: [2] }],
    [{ kind: 'key-added', path: '1', candidate: { x: [2] } }],
  ],
  [
    'an item missing from a list',
    { a: [{ x: 1 }, { x: 2 }, { x: 3 }] },
    { a: [{ x: 1 }, { x: 3 }] },
    [{ kind: 'key-missing', path: 'a/1', reference: { x: 2 } }],
  ],
  [
    'an item inserted into a list',
    { a: [[1], [2], [3]] },
    { a: [[1], [4], [2], [3]] },
    [{ kind: 'key-added', path: 'a/1', candidate: [4] }],
  ],
  [
    'items replaced by as many others, with what differs within them',
    [{ x: 1 }, { x: 2, y: 2 }, { x: 3, y: [{ z: 1 }] }, { x: 4 }],
    [{ x: 1 }, { x: 2, y: 5 }, { x: 3, y: [{ z: 2 }] }, { x: 4 }],
    [
      { kind: 'value-changed', path: '1/y', reference: 2, candidate: 5 },
      { kind: 'value-changed', path: '2/y/0/z', reference: 1, candidate: 2 },
    ],
  ],
  [
    'items missing and added, each at the index that it has',
    [{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }],
    [{ x: 3 }, { x: 5 }, { x: 4 }],
    [
      { kind: 'key-missing', path: '0', reference: { x: 1 } },
      { kind: 'key-missing', path: '1', reference: { x: 2 } },
      { kind: 'key-added', path: '1', candidate: { x: 5 } },
    ],
  ],
  [
    'more items for fewer: which belong together would be a guess',
    [{ x: 1 }, { x: 2 }, { x: 9 }],
    [{ x: 3 }, { x: 9 }],
    [
      { kind: 'key-missing', path: '0', reference: { x: 1 } },
      { kind: 'key-missing', path: '1', reference: { x: 2 } },
      { kind: 'key-added', path: '0', candidate: { x: 3 } },
    ],
  ],
  [
    'a list in another order, as one difference',
    { a: [{ x: 1, y: 1 }, { x: 2 }, { x: 3 }] },
    { a: [{ x: 3 }, { y: 1, x: 1 }, { x: 2 }] },
    [
      {
        kind: 'value-changed',
        path: 'a/@order',
        reference: [{ x: 1, y: 1 }, { x: 2 }, { x: 3 }],
        candidate: [{ x: 3 }, { y: 1, x: 1 }, { x: 2 }],
      },
    ],
  ],
  [
    'an item missing where a name was there twice',
    [{ name: 'a' }, { name: 'a', x: 1 }, { name: 'b' }],
    [{ name: 'a' }, { name: 'b' }],
    [{ kind: 'key-missing', path: '1', reference: { name: 'a', x: 1 } }],
  ],
])('finds %s', (_, reference, candidate, expected) =>
  expect(structuralDifferences(reference, candidate)).toEqual(expected),
);

test('things on one side, none on the other: another value, shown as the list it is', () => {
  const a = { unique_id: 'model.shop.a' };
  expect(structuralDifferences({ results: [] }, { results: [a] })).toEqual([
    { kind: 'value-changed', path: 'results', reference: [], candidate: [a] },
  ]);
});

test('things with identity are compared thing by thing, and their order by itself', () => {
  const [a, b] = [
    { unique_id: 'model.shop.a', status: 'success' },
    { unique_id: 'model.shop.b', status: 'success' },
  ];
  expect(structuralDifferences([a, b], [b, { ...a, status: 'error' }])).toEqual([
    { kind: 'value-changed', path: 'model.shop.a/status', reference: 'success', candidate: 'error' },
    {
      kind: 'value-changed',
      path: '@order',
      reference: 'model.shop.a, model.shop.b',
      candidate: 'model.shop.b, model.shop.a',
    },
  ]);
});

test('one item less or more in one of 2,000 random lists is one difference', () => {
  const draw = drawing(20261129);
  let lists = 0;
  while (lists < 2000) {
    const value = randomJson(draw, 4);
    const paths = listsIn(value);
    if (paths.length === 0) continue;
    lists++;
    const less = withoutItem(value, pick(draw, paths), draw);
    for (const [reference, candidate] of [
      [value, less],
      [less, value],
    ] as const) {
      const found = structuralDifferences(reference, candidate);
      if (found.length !== 1) expect({ reference, candidate, found }).toBe('one difference');
    }
    expect(structuralDifferences(value, structuredClone(value))).toEqual([]);
  }
});

type Path = readonly (string | number)[];

/** Where there are lists with items, but for those of things with identity: they report their order as well. */
function listsIn(value: Json, at: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [];
  const inside = Object.entries(value).flatMap(([key, item]) => listsIn(item, [...at, key]));
  const counts = Array.isArray(value) && value.length > 0 && typeof formOf(value) === 'string';
  return counts ? [at, ...inside] : inside;
}

function withoutItem(value: Json, [key, ...rest]: Path, draw: (below: number) => number): Json {
  if (key === undefined) return (value as readonly Json[]).toSpliced(draw((value as []).length), 1);
  const inside = (item: Json) => withoutItem(item, rest, draw);
  if (Array.isArray(value)) return value.with(Number(key), inside(value[Number(key)]));
  return Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, k === key ? inside(v) : v]));
}
