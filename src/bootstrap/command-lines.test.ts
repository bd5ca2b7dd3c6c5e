import { expect, test } from 'vitest';
// @ts-expect-error: it runs on a Node that reads no types, so it has none.
import { commandLines } from './command-lines.mjs';

/** Arguments of Vitest. */
const vitest = (...args: readonly string[]): readonly string[] =>
  commandLines(['--test', ...args])[0].slice(2);
const patternOf = (args: readonly string[]) => new RegExp(args[args.indexOf('--testNamePattern') + 1] ?? '');

test('without names, all tests run', () => {
  expect(vitest('--bail=1')).toEqual(['--root', expect.any(String), '--bail=1']);
});

test('names select the cases of their suites, and the test of warm hosts', () => {
  const args = vitest('run', 'docs-serve', '--bail=1');
  expect(args).toEqual(expect.arrayContaining(['--project', 'suites', '--bail=1']));
  const names = [
    'run run/all: runs',
    'run-operation run-operation/args: runs',
    'docs-serve docs-serve/serves: x',
  ];
  expect(names.filter((name) => patternOf(args).test(name))).toEqual([names[0], names[2]]);
  expect(patternOf(args).test('warm hosts show the same as normal starts')).toBe(true);
});

test('a pattern of Vitest narrows the suites down', () => {
  const args = vitest('run', '-t=tag');
  expect(args.join(' ')).not.toContain('-t=');
  const names = [
    'run run/select-tag: selects by tag',
    'run run/all: runs',
    'list list/select-tag: selects by tag',
  ];
  expect(names.filter((name) => patternOf(args).test(name))).toEqual([names[0]]);
});
