import { expect, test } from 'vitest';
import type { Frame } from './normaliser.ts';
import { redrawnLine } from './redrawn-line.ts';

const shown = (...lines: readonly string[]) => redrawnLine.lines?.(lines, {} as Frame);

test('of a line that was drawn over, what stays on the terminal counts', () => {
  expect(shown('10 %\r100 %\rdone ', '[===>  ]\r        \r  Loading')).toEqual(['done', '  Loading']);
});

test('what is not covered is still seen', () => {
  expect(shown('[===>  ]\rdone')).toEqual(['done>  ]']);
});

test('a line break of Windows, and a line that was drawn once, stay', () => {
  expect(shown('done\r', 'done ')).toEqual(['done\r', 'done ']);
});
