import { expect, test } from 'vitest';
import { agreement } from './measure.ts';

/** Facts as `cause:cluster`. */
const of = (...facts: readonly string[]) =>
  agreement(
    facts.map((fact) => {
      const [cause = '', cluster = ''] = fact.split(':');
      return { cause, cluster };
    }),
  );

test('each cause in a cluster of its own is perfect, however it is called', () => {
  expect(of('a:1', 'a:1', 'b:2', 'b:2')).toEqual({
    ...{ facts: 4, causes: 2, clusters: 2 },
    ...{ precision: 1, recall: 1, f: 1 },
  });
});

test('two causes in one cluster cost precision, a cause in two clusters costs recall', () => {
  // Two of six pairs in the cluster have one cause.
  expect(of('a:1', 'a:1', 'b:1', 'b:1')).toMatchObject({ precision: 2 / 6, recall: 1, f: 0.5 });
  // Two of six pairs with the cause are in one cluster.
  expect(of('a:1', 'a:1', 'a:2', 'a:2')).toMatchObject({ precision: 1, recall: 2 / 6, f: 0.5 });
});

test('where there is no pair nothing is wrong; where none is right F is 0', () => {
  expect(of('a:1', 'b:2')).toMatchObject({ precision: 1, recall: 1, f: 1 });
  expect(of('a:1', 'b:1', 'a:2')).toMatchObject({ precision: 0, recall: 0, f: 0 });
});

test('cause and cluster are told apart whatever they are called', () => {
  const facts = [
    { cause: 'a', cluster: 'b c' },
    { cause: 'a b', cluster: 'c' },
    { cause: 'x', cluster: 'b c' },
  ];
  expect(agreement(facts)).toMatchObject({ causes: 3, clusters: 2, precision: 0 });
});
