import { expect, test } from 'vitest';
import { base, orders } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';
import type { Relation } from '../../observe/observation.ts';
import { compare } from '../registry.ts';

finds('database', [
  ['relation missing', { database: {} }, ['database relation-missing dev.orders']],
  ['relation extra', { database: { ...base.database, 'dev.x': orders } }, ['database relation-added dev.x']],
  [
    'view for table',
    { database: { 'dev.orders': { ...orders, kind: 'view' } } },
    ['database relation-changed dev.orders/kind'],
  ],
  [
    'column type',
    {
      database: {
        'dev.orders': {
          ...orders,
          columns: [{ ...orders.columns[0], type: 'bigint' } as Relation['columns'][0]],
        },
      },
    },
    ['database relation-changed dev.orders/columns/id/type'],
  ],
  [
    'grant lost',
    { database: { 'dev.orders': { ...orders, grants: ['SELECT to public'] } } },
    ['database relation-changed dev.orders/grants'],
  ],
  [
    'row doubled',
    { database: { 'dev.orders': { ...orders, rowCount: 3, rows: ['(1)', '(1)', '(2)'] } } },
    ['database rows-changed dev.orders'],
  ],
  [
    'row changed among many',
    { database: { 'dev.orders': { ...orders, digest: 'other' } } },
    ['database rows-changed dev.orders'],
  ],
]);

test('rows that only one side has are shown', () => {
  const [deviation] = compare(base, {
    ...base,
    database: { 'dev.orders': { ...orders, rows: ['(1)', '(3)'] } },
  });
  expect(deviation).toMatchObject({
    reference: { count: 2, only: ['(2)'] },
    candidate: { count: 2, only: ['(3)'] },
  });
});

test.each([
  ['one value', ['(1,a,)'], ['(1,a,"")'], ['note']],
  ['the most similar rows', ['(1,a,x)', '(2,b,x)'], ['(2,b,y)', '(1,c,x)'], ['name', 'note']],
  ['rows without a common value', ['(1,a,x)'], ['(2,b,y)'], undefined],
  ['another number of rows', ['(1,a,x)'], ['(1,a,x)', '(1,a,y)'], undefined],
])('columns in which rows differ: %s', (_, reference, candidate, columns) => {
  const relation = (rows: readonly string[]): Relation => ({
    ...orders,
    columns: ['id', 'name', 'note'].map((name) => ({
      ...(orders.columns[0] as Relation['columns'][0]),
      name,
    })),
    rowCount: rows.length,
    rows,
  });
  const [deviation] = compare(
    { ...base, database: { t: relation(reference) } },
    { ...base, database: { t: relation(candidate) } },
  );
  expect(deviation).toMatchObject({ candidate: { count: candidate.length } });
  expect(Object(deviation?.candidate).columns).toEqual(columns);
});
