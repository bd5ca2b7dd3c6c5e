import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import { inNodeOrder } from '../dbt/node-graph.ts';
import type { Context } from './normaliser.ts';
import { nodeOrder } from './orders.ts';

/** d needs c, c needs x (which is no item), x needs a; b needs nothing. */
const parents = new Map([
  ['d', ['c']],
  ['c', ['x']],
  ['x', ['a']],
]);
const sorted = (...ids: readonly string[]) => inNodeOrder(ids, (id) => id, parents);
const event = (name: string, unique_id: string): Json => ({
  info: { name },
  data: { node_info: { unique_id } },
});
const block = (id: string) => [event('NodeStart', id), event('SQLQuery', ''), event('NodeFinished', id)];

test('what could have come in any order comes in one', () => {
  expect(sorted('b', 'a', 'c', 'd')).toEqual(['a', 'b', 'c', 'd']);
  expect(sorted('a', 'c', 'd', 'b')).toEqual(['a', 'b', 'c', 'd']);
});

test('an order against the needs stays, also where the need is not among them', () => {
  expect(sorted('d', 'c', 'b', 'a')).toEqual(['b', 'd', 'c', 'a']);
  expect(sorted('c', 'b', 'a')).toEqual(['b', 'c', 'a']);
});

test('with a node twice, nothing is known', () => {
  expect(sorted('b', 'a', 'b')).toEqual(['b', 'a', 'b']);
});

test('without a manifest all stays as it is, unless several threads are at work', () => {
  const shown = (atOnce: number, ...ids: readonly string[]) =>
    nodeOrder.events?.(ids.flatMap(block), { parents: new Map(), atOnce } as unknown as Context);
  expect(shown(1, 'b', 'a')).toEqual(['b', 'a'].flatMap(block));
  expect(shown(2, 'b', 'a')).toEqual(['a', 'b'].flatMap(block));
});

test('events move with their node, those before and after stay', () => {
  const context = { parents } as unknown as Context;
  const [before, after] = [event('Start', ''), event('End', '')];
  const events = (...ids: readonly string[]) =>
    nodeOrder.events?.([before, ...ids.flatMap(block), after], context);
  expect(events('b', 'a', 'c')).toEqual(events('a', 'c', 'b'));
  expect(events('b', 'a', 'c')).toEqual([before, ...['a', 'b', 'c'].flatMap(block), after]);
  expect(events('c', 'a')).toEqual([before, ...['c', 'a'].flatMap(block), after]);
});

test('so does what another thread says of it as it ends', () => {
  const context = { parents } as unknown as Context;
  const mark = (unique_id: string): Json => ({ info: { name: 'MarkSkippedChildren' }, data: { unique_id } });
  const [before, between] = [event('Start', ''), event('Other', '')];
  const shown = (one: string, other: string) =>
    nodeOrder.events?.([before, ...block('a'), mark(one), between, mark(other)], context);
  expect(shown('b', 'a')).toEqual([before, ...block('a'), mark('a'), between, mark('b')]);
  expect(shown('a', 'b')).toEqual(shown('b', 'a'));
  expect(shown('c', 'a')).not.toEqual(shown('a', 'c'));
});

test('results move, other artifacts do not', () => {
  const context = { parents } as unknown as Context;
  const content = { results: [{ unique_id: 'b' }, { unique_id: 'a' }] };
  expect(nodeOrder.artifact?.('project/target/run_results.json', content, context)).toEqual({
    results: [{ unique_id: 'a' }, { unique_id: 'b' }],
  });
  expect(nodeOrder.artifact?.('project/target/sources.json', content, context)).toBe(content);
});

test('sources end in any order where several are at work', () => {
  const shown = (atOnce: number, ...ids: readonly string[]) =>
    nodeOrder.artifact?.(
      'project/target/sources.json',
      { results: ids.map((unique_id) => ({ unique_id })) },
      {
        parents,
        atOnce,
      } as unknown as Context,
    );
  expect(shown(2, 'b', 'a')).toEqual(shown(2, 'a', 'b'));
  expect(shown(1, 'b', 'a')).not.toEqual(shown(1, 'a', 'b'));
});
