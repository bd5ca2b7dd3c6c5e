import { expect, test } from 'vitest';
import type { Json } from '../observe/observation.ts';
import { threadOrder } from './thread-order.ts';

const event = (name: string, thread: string): Json => ({ info: { name, thread } });
const [a, b] = [event('NodeStart', 'Thread-1 (worker)'), event('NodeFinished', 'Thread-1 (worker)')];
const skipped = event('MarkSkippedChildren', 'Thread-4 (_handle_results)');

test('how threads come in between each other does not count', () => {
  expect(threadOrder.events?.([skipped, a, b])).toEqual(threadOrder.events?.([a, skipped, b]));
});

test('the order within a thread counts, whose event it is, and that it is there', () => {
  expect(threadOrder.events?.([b, a])).not.toEqual(threadOrder.events?.([a, b]));
  expect(threadOrder.events?.([event('NodeStart', 'MainThread')])).not.toEqual(threadOrder.events?.([a]));
  expect(threadOrder.events?.([a, skipped, b])).toHaveLength(3);
});
