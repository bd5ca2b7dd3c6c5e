import { expect, test } from 'vitest';
import type { Untyped } from '../../facets/difference.ts';
import type { Json } from '../../observe/observation.ts';
import { excerptOf } from './excerpt.ts';

const of = (reference: Json | undefined, candidate: Json | undefined, facet: Untyped['facet'] = 'sql') =>
  excerptOf({
    facet,
    kind: 'value-changed',
    path: 'x',
    ...(reference !== undefined && { reference }),
    ...(candidate !== undefined && { candidate }),
  });

const lines = (count: number, changed: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, i) => changed[i] ?? `line ${i}`).join('\n');

test('keeps what differs with three neighbours and says what it leaves out', () => {
  const { reference, candidate, diff } = of(lines(20), lines(20, { 10: 'other' }));
  expect(reference).toBe(
    [
      '… 7 equal lines',
      'line 7',
      'line 8',
      'line 9',
      'line 10',
      'line 11',
      'line 12',
      'line 13',
      '… 6 equal lines',
    ].join('\n'),
  );
  expect(candidate?.split('\n')[4]).toBe('other');
  expect(diff).toContain(' line 9\n-line 10\n+other\n line 11');
});

test('a side that showed nothing is null; one value each needs no diff', () => {
  expect(of(undefined, 'a')).toEqual({ reference: null, candidate: 'a', diff: null });
  expect(of('a', 'b')).toEqual({ reference: 'a', candidate: 'b', diff: null });
});

test('values that could be taken for one another are shown as JSON', () => {
  expect(of(1, '1')).toMatchObject({ reference: '1', candidate: '"1"' });
  expect(of('null', 'x', 'artifacts')).toMatchObject({ reference: '"null"' });
  expect(of(null, '')).toMatchObject({ reference: 'null', candidate: '""' });
  expect(of({ a: 1 }, { a: 2 }).diff).toBe(' {\n-  "a": 1\n+  "a": 2\n }');
});

test('a list of lines reads as lines', () => {
  expect(of(['a', 'b\nc'], undefined, 'stdout').reference).toBe('a\nb\nc');
  expect(of(['a', 'b'], undefined, 'artifacts').reference).toBe('[\n  "a",\n  "b"\n]');
});

test('caps the number of lines', () => {
  const { reference } = of(lines(500), 'x');
  expect(reference?.split('\n')).toHaveLength(31);
  expect(reference).toContain('… 470 more lines');
});

test('cuts a long line so that its first differing character is seen', () => {
  const { reference, candidate } = of(`${'a'.repeat(5000)}B${'c'.repeat(5000)}`, `${'a'.repeat(5000)}D`);
  expect(reference).toMatch(/^…a+Bc+… \(\+\d+ characters\)$/);
  expect(candidate).toMatch(/^…a+D$/);
  expect(reference?.length).toBeLessThan(240);
});

test('texts without anything in common are still compared', () => {
  const many = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word} ${i}`).join('\n');
  expect(of(many('a'), many('b')).candidate).toContain('b 0');
});
