import { expect, test } from 'vitest';
import type { Context } from './normaliser.ts';
import { randomSample } from './output.ts';

const context = { atOnce: 1 } as Context;

const table = (...rows: readonly string[]) => [
  '10:00:00  Random sample of table: dev.countries',
  '10:00:00  -------------------------------------',
  '| code |',
  '| ---- |',
  ...rows,
  '10:00:00  ',
];

test('rows of a sample are ordered, what is around them stays', () => {
  expect(randomSample.lines?.(table('| SE |', '| BE |', '| AT |'), context)).toEqual(
    table('| AT |', '| BE |', '| SE |'),
  );
});

test('another row, and rows of another table, count', () => {
  expect(randomSample.lines?.(table('| SE |'), context)).not.toEqual(table('| AT |'));
  const other = ['Previewing node', '| b |', '| a |'];
  expect(randomSample.lines?.(other, context)).toEqual(other);
});
