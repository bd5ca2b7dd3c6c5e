import { expect, test } from 'vitest';
import { indexName } from './index-name.ts';
import type { Frame } from './normaliser.ts';

const frame = { atOnce: 1 } as Frame;

const digest = 'f2cfb80f30396a54a581d1c6167bad72';

test('the name of an index on a line of its own is found by the line before', () =>
  expect(
    indexName.lines?.(
      ['    create unique index if not exists', `  "${digest}"`, '  on "dev"."orders"'],
      frame,
    ),
  ).toEqual(['    create unique index if not exists', '  "{index}"', '  on "dev"."orders"']));

test('a digest on another line stays', () => {
  const lines = [`  "${digest}"`, 'select', `  "${digest}"`, 'create index if not exists', `  ${digest} x`];
  expect(indexName.lines?.(lines, frame)).toEqual(lines);
});
