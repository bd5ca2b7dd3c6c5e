import { expect, test } from 'vitest';
import { failedNodes } from './facet.ts';

const status = (reference: string, candidate: string, node = 'seed.shop.a') =>
  ({ kind: 'value-changed', path: `results/${node}/status`, reference, candidate }) as const;
const message = (candidate: string, node = 'seed.shop.a') =>
  ({ kind: 'value-changed', path: `results/${node}/message`, reference: 'INSERT 1', candidate }) as const;

test('a node that fails on one side is shown with what is said of it', () => {
  const [node, said] = failedNodes([status('success', 'error'), message('no schema')]);
  expect(node).toEqual({
    ...status('success', 'error'),
    kind: 'node-failed',
    candidate: { ended: 'error', says: 'no schema' },
  });
  expect(said).toEqual(message('no schema'));
});

test('each with what is said of itself, be it nothing', () => {
  const [, other] = failedNodes([message('no schema'), status('pass', 'runtime error', 'test.shop.b')]);
  expect(other?.candidate).toEqual({ ended: 'runtime error', says: '' });
});

test.each([
  ['error', 'success'],
  ['pass', 'fail'],
  ['success', 'skipped'],
  ['skipped', 'error'],
])('from %s to %s: a change of value among others', (reference, candidate) => {
  expect(failedNodes([status(reference, candidate)])).toEqual([status(reference, candidate)]);
});
