import { expect, test } from 'vitest';
import { indexName } from './ids.ts';
import type { Context } from './normaliser.ts';

const context = { atOnce: 1 } as Context;

const digest = 'f2cfb80f30396a54a581d1c6167bad72';

test('the name of an index on a line of its own is found by the line before', () =>
  expect(
    indexName.lines?.(
      ['    create unique index if not exists', `  "${digest}"`, '  on "dev"."orders"'],
      context,
    ),
  ).toEqual(['    create unique index if not exists', '  "{index}"', '  on "dev"."orders"']));

test('a digest on another line stays', () => {
  const lines = [`  "${digest}"`, 'select', `  "${digest}"`, 'create index if not exists', `  ${digest} x`];
  expect(indexName.lines?.(lines, context)).toEqual(lines);
});
