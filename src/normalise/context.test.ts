import { expect, test } from 'vitest';
import type { Observation } from '../observe/observation.ts';
import { contextOf } from './context.ts';

const given = { folders: [], database: 'compat_1', window: { start: 0, end: 1 } };
const shown = (threads: number, which: string): Observation => ({
  exit: { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 },
  ...{ stderr: '', events: [], files: {}, sql: {}, statements: [], database: {} },
  stdout: `Concurrency: ${threads} threads (target='dev')\n`,
  artifacts: {
    'project/target/manifest.json': { content: { parent_map: { b: ['a'], a: [] } }, invalid: [] },
    'project/target/run_results.json': { content: { args: { which } }, invalid: [] },
  },
});
const needsOf = (threads: number, which: string) =>
  contextOf(shown(threads, which), given as unknown as Parameters<typeof contextOf>[1]).parents.get('b');

test('a node needs its parents; cloned by several threads it needs none', () => {
  expect(needsOf(1, 'run')).toEqual(['a']);
  expect(needsOf(8, 'run')).toEqual(['a']);
  expect(needsOf(1, 'clone')).toEqual(['a']);
  expect(needsOf(8, 'clone')).toEqual([]);
});

test('nodes run side by side, or are skipped, where either side says so', () => {
  const [one, several] = [shown(1, 'run'), shown(8, 'run')];
  expect(contextOf(one, given, several).atOnce).toBe(8);
  const skipping = { ...one, stdout: '4 of 10 SKIP relation dev.orders ...... [SKIP]\n' };
  const logged = { ...one, events: [{ info: { name: 'SkippingDetails' } }] };
  const told = {
    ...one,
    events: ['06:58:21.5 [info] [Thread-1]: 4 of 10 SKIP relation dev.orders .... [SKIP]'],
  };
  for (const other of [skipping, logged, told]) {
    expect(contextOf(one, given, other).skips).toBe(true);
    expect(contextOf(other, given, one).skips).toBe(true);
  }
  expect(contextOf(one, given, several).skips).toBe(false);
});

test('what nodes need is known from the other side where this one writes no manifest', () => {
  const without = { ...shown(1, 'run'), artifacts: {} };
  expect(contextOf(without, given, shown(1, 'run')).parents.get('b')).toEqual(['a']);
});
