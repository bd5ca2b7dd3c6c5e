import { expect, test } from 'vitest';
import { editOf, identifiersOf, isSpecific, renderEdit, uniformEdit, wordsOf } from './edit.ts';

test('an edit has the words that only one side shows', () => {
  expect(editOf({ reference: 'a model is a view', candidate: 'a model is a big table' })).toEqual({
    removed: 'view',
    added: 'big table',
  });
});

test('of a side without a value, the other is all there is', () => {
  expect(editOf({ candidate: 'Loaded manifest' })).toEqual({ removed: '', added: 'Loaded manifest' });
  expect(editOf({ reference: 3, candidate: null })).toEqual({ removed: '3', added: '' });
});

test.each([
  ['time and colour', '{time}  Loaded', '\u001b[32mLoaded\u001b[0m'],
  ['spaces', 'a  b\nc', 'a b c'],
  ['dots that fill a line', 'a ........ b', 'a ..... b'],
  ['a comment in SQL', '/* x */ select 1', 'select 1'],
])('%s is no edit', (_, reference, candidate) =>
  expect(editOf({ reference, candidate })).toEqual({ removed: '', added: '' }),
);

test('an event is what it says; what says nothing has no edit', () => {
  const event = { info: { name: 'Note', msg: 'Loaded manifest' }, data: { x: 1 } };
  expect(editOf({ candidate: event })).toEqual({ removed: '', added: 'Loaded manifest' });
  expect(editOf({ reference: { ended: 0 }, candidate: { ended: 1 } })).toBeUndefined();
});

test('long texts are compared from both ends', () => {
  const text = (...words: string[]) => ['begin', ...words, ...Array<string>(200).fill('w')].join(' ');
  expect(editOf({ reference: text('a', 'same', 'b'), candidate: text('c', 'same', 'd') })).toEqual({
    removed: 'a same b',
    added: 'c same d',
  });
});

test.each([
  [true, 'view', 'table'],
  [true, '', 'Loaded manifest'],
  [false, 'a', 'b'],
  [false, 'success', 'error'],
  [false, '123456', '654321'],
])('telling: %s, %j → %j', (telling, removed, added) => expect(isSpecific({ removed, added })).toBe(telling));

test('an edit is written without the punctuation around its words', () => {
  const plain = renderEdit({ removed: 'view', added: 'table' });
  expect(renderEdit({ removed: '"view",', added: '(table)' })).toBe(plain);
  expect(renderEdit({ removed: 'view', added: 'table.a' })).not.toBe(plain);
});

test('options, names with underscores and checksums identify', () => {
  const checksum = '0123456789abcdef';
  expect(
    identifiersOf({ removed: '--full-refresh', added: `full_refresh of ${checksum} in a model` }),
  ).toEqual([...['full_refresh', 'full_refresh', checksum]]);
});

test('an edit of a word or two is known by these, a longer one is not', () => {
  expect(wordsOf({ removed: 'Building', added: 'catalog' })).toEqual(['building', 'catalog']);
  expect(wordsOf({ removed: '', added: 'Building the catalog quietly' })).toEqual([]);
  expect(wordsOf({ removed: 'a', added: 'model' })).toEqual([]);
});

test.each([
  ['a prefix of several words', 'from "shop"."a" join "shop"."b"', 'from "a" join "b"', 'shop"." → '],
  ['a part of one word', 'with cte_dbt_a as', 'with cte_dvt_a as', undefined],
  ['a longer part', 'with __dbt__cte__a as', 'with __fork__cte__a as', 'dbt → fork'],
  ['two changes', 'from "shop"."a" limit 500', 'from "a" limit 10', undefined],
  ['an added word', 'from "shop"."a"', 'from "a" limit', undefined],
  ['numbers', 'limit 500', 'limit 10', undefined],
])('the only change within words: %s', (_, reference, candidate, edit) =>
  expect(uniformEdit({ reference, candidate })).toBe(edit),
);
