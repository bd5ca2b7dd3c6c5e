import { expect, test } from 'vitest';
import { wildcard } from './wildcard.ts';

test('wildcards leave the words', () => {
  expect(wildcard("Compilation Error in model 'a' (models/a.sql) at line 12")).toBe(
    'Compilation Error in model * (models/*.sql) at line N',
  );
});

test.each([
  ['numbers', 'PASS=1', 'PASS=23'],
  [
    'the relation and the dots that fill a line',
    '1 of 2 START sql view model dev.a ..... [RUN]',
    '2 of 2 START sql view model dev.bcd ... [RUN]',
  ],
  ['the node', 'No node model.shop.a', 'No node model.shop.b'],
  ['quoted names', 'no "a"', 'no "b c"'],
  ['files', 'in seeds/a.csv', 'in seeds/b.csv'],
  ['colours', '\u001b[31mno\u001b[0m', 'no'],
])('%s are replaced', (_, a, b) => expect(wildcard(a)).toBe(wildcard(b)));

test('the type of a node stays', () =>
  expect(wildcard('No node model.shop.a')).not.toBe(wildcard('No node seed.shop.a')));
