import { expect, test } from 'vitest';
import { withoutCommands } from './title.ts';

test.each([
  [
    'does not create dev.orders (run, build +2)',
    ['run', 'build', 'seed', 'test'],
    'does not create dev.orders',
  ],
  ['writes no catalog (docs generate)', ['docs generate'], 'writes no catalog'],
  ['exits with 1: Loaded manifest (30 nodes)', ['build'], 'exits with 1: Loaded manifest (30 nodes)'],
  ['exits with 1: Loaded manifest (30 nodes) (build)', ['build'], 'exits with 1: Loaded manifest (30 nodes)'],
])('%s', (title, commands, expected) => expect(withoutCommands({ title, commands })).toBe(expected));
