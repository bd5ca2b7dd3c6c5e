import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import type { Context } from './normaliser.ts';
import { threadOrder } from './orders.ts';

const inOrder = (events: readonly Json[]) => threadOrder.events?.(events, {} as Context);
const event = (name: string, thread: string): Json => ({ info: { name, thread } });
const [a, b] = [event('NodeStart', 'Thread-1 (worker)'), event('NodeFinished', 'Thread-1 (worker)')];
const skipped = event('MarkSkippedChildren', 'Thread-4 (_handle_results)');

test('how threads come in between each other does not count', () => {
  expect(inOrder([skipped, a, b])).toEqual(inOrder([a, skipped, b]));
});

test('the order within a thread counts, whose event it is, and that it is there', () => {
  expect(inOrder([b, a])).not.toEqual(inOrder([a, b]));
  expect(inOrder([event('NodeStart', 'MainThread')])).not.toEqual(inOrder([a]));
  expect(inOrder([a, skipped, b])).toHaveLength(3);
});
