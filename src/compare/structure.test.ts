import { expect, test } from 'vitest';
import type { Json } from '../observe/observation.ts';
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
