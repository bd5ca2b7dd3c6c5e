import { expect, test } from 'vitest';
import type { Context } from './normaliser.ts';
import { redrawnLine } from './output.ts';

const shown = (...lines: readonly string[]) => redrawnLine.lines?.(lines, {} as Context);

test('of a line that was drawn over, what stays on the terminal counts', () => {
  expect(shown('10 %\r100 %\rdone ', '[===>  ]\r        \r  Loading')).toEqual(['done', '  Loading']);
});

test('what is not covered is still seen', () => {
  expect(shown('[===>  ]\rdone')).toEqual(['done>  ]']);
});

test('a line break of Windows, and a line that was drawn once, stay', () => {
  expect(shown('done\r', 'done ')).toEqual(['done\r', 'done ']);
});
