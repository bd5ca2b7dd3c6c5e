import { expect, test } from 'vitest';
import { byThread } from './text-log.ts';

const entry = (thread: string, message: string) => `\x1b[0m06:58:21.123456 [debug] [${thread}]: ${message}`;

test('puts the entries of each thread together, with all their lines', () => {
  const [main, worker] = [entry('MainThread', 'waits'), entry('Thread-1 (worker)', 'asks:')];
  const lines = [main, worker, '  select 1', main, worker];
  expect(byThread(lines)).toEqual([main, main, worker, '  select 1', worker]);
});

test('leaves a log that names no threads as it is', () => {
  const lines = ['06:58:21  Running', 'b', 'a'];
  expect(byThread(lines)).toEqual(lines);
});
