import { expect, test } from 'vitest';
import { until } from './until.ts';

const often = { what: 'a test', timeoutMs: 60_000, pollIntervalMs: 1 };

test('returns what the condition returns once it is truthy, and looks no more', async () => {
  let looks = 0;
  expect(await until({ ...often, condition: () => ++looks >= 3 && 'found' })).toBe('found');
  expect(looks).toBe(3);
});

test('looks once even without time, and returns what it saw', async () => {
  expect(await until({ ...often, timeoutMs: 0, condition: () => true })).toBe(true);
  expect(await until({ ...often, timeoutMs: 0, condition: async () => undefined })).toBeUndefined();
});

test('gives up at its timeout', async () => {
  let looks = 0;
  expect(await until({ ...often, timeoutMs: 20, condition: () => ++looks < 0 })).toBe(false);
  expect(looks).toBeGreaterThan(1);
});

test('an abort ends the wait with its reason, also between two looks', async () => {
  const stop = new AbortController();
  const waiting = until({ ...often, pollIntervalMs: 60_000, condition: () => false, signal: stop.signal });
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(until({ ...often, condition: () => true, signal: stop.signal })).rejects.toThrow('stopped');
});

test('what the condition throws ends the wait', async () => {
  const condition = () => Promise.reject(new Error('broken'));
  await expect(until({ ...often, condition })).rejects.toThrow('broken');
});
