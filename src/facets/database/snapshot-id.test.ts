import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Context } from '../../normalise/normaliser.ts';
import type { Relation } from '../../observe/observation.ts';
import { fieldsOf } from './rows.ts';
import { snapshotId } from './snapshot-id.ts';

const start = Date.parse('2026-11-21T06:58:20Z');
const context = { window: { start, end: start + 4000 } } as Context;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const now = '2026-11-21 06:58:21.325995';
const relation = (...rows: readonly string[]) =>
  ({
    columns: [{ name: 'id' }, { name: 'sku' }, { name: 'dbt_scd_id' }, { name: 'at' }],
    rows,
  }) as unknown as Relation;
const rowsOf = (...rows: readonly string[]) => snapshotId.relation?.(relation(...rows), context).rows;

test('an id made of a key and a moment of the step becomes the key', () => {
  const first = md5(`7|${now}`);
  const gone = md5(`${first}|${now}`);
  expect(
    rowsOf(`(7,"a,b",${first},"${now}")`, `(8,x,${md5(`8|x|${now}`)},"${now}")`, `(7,,${gone},"${now}")`),
  ).toEqual([
    `(7,"a,b",{id of 7},"${now}")`,
    `(8,x,{id of 8|x},"${now}")`,
    `(7,,{id of an earlier record},"${now}")`,
  ]);
});

test('any other id stays: of another key, of another time, of something else', () => {
  const rows = [
    `(7,a,${md5(`9|${now}`)},"${now}")`,
    `(7,a,${md5('7|2024-03-01 10:00:00')},"2024-03-01 10:00:00")`,
    // The same time of another day.
    `(7,a,${md5('7|2024-03-01 06:58:21.325995')},"2024-03-01 06:58:21.325995")`,
    `(7,a,${md5('what else')},)`,
  ];
  expect(rowsOf(...rows)).toEqual(rows);
  const plain = {
    columns: [{ name: 'id' }],
    rows: [`(7,${md5(`7|${now}`)},"${now}")`],
  } as unknown as Relation;
  expect(snapshotId.relation?.(plain, context)).toBe(plain);
});

test.each([
  ['(1,a,)', ['1', 'a', '']],
  ['("a ""b"" c","x,y")', ['a "b" c', 'x,y']],
  ['()', ['']],
])('fields of %s', (row, fields) => expect(fieldsOf(row)).toEqual(fields));
