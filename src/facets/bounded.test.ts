import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import { bounded } from './bounded.ts';

const of = (candidate: Json) =>
  bounded({ facet: 'stdout', kind: 'line-changed', path: 'line 1', reference: null, candidate });
const long = 'x'.repeat(10_000_000);

test('what fits stays, and so does a side that shows nothing', () => {
  const deviation = {
    facet: 'sql',
    kind: 'sql-changed',
    path: 'a',
    candidate: { a: ['b', null, 1] },
  } as const;
  expect(bounded(deviation)).toStrictEqual(deviation);
});

test('a long line is cut, and says by how much', () => {
  const { candidate } = of(`begin${long}end`);
  expect(String(candidate).length).toBeLessThan(20_000);
  expect(candidate).toMatch(/^beginx+\{… 9989008 more characters\}x+end$/);
});

test('so is one within a value, whose shape stays', () => {
  expect(of({ ended: 1, says: long }).candidate).toMatchObject({
    ended: 1,
    says: expect.stringContaining('x'),
  });
  expect(JSON.stringify(of([{ a: long }]).candidate).length).toBeLessThan(20_000);
});

test('a long list of texts stays a list, be it within an object', () => {
  const rows = Array.from({ length: 50_000 }, (_, n) => `(${n})`);
  for (const { only } of [
    { only: of(rows).candidate },
    of({ count: 50_000, only: rows }).candidate as { only: Json },
  ]) {
    const cut = only as readonly string[];
    expect(cut).toContainEqual(expect.stringMatching(/^\{… \d+ more\}$/));
    expect([cut[0], cut.at(-1)]).toEqual(['(0)', '(49999)']);
    expect(JSON.stringify(cut).length).toBeLessThan(120_000);
  }
});

test('of a value with very many parts its beginning and end are shown', () => {
  const { candidate } = of(Array.from({ length: 100_000 }, (_, n) => ({ n })));
  expect(candidate).toMatch(/^\[\{"n":0\}.*more characters.*\{"n":99999\}\]$/);
});

test('a pair of surrogates that was cut through is no broken text', () => {
  const { candidate } = of('a'.repeat(9999) + '😀'.repeat(20_000));
  expect(String(candidate).isWellFormed()).toBe(true);
});

test.each<[string, Json]>([
  ['a long line', `begin${long}end`],
  ['a list of many texts', Array.from({ length: 50_000 }, (_, n) => `line ${n}`)],
  ['a value of many parts', Array.from({ length: 100_000 }, (_, n) => ({ n }))],
])('%s that was cut is not cut again', (_, value) => {
  const { candidate } = of(value);
  expect(of(candidate as Json).candidate).toEqual(candidate);
});
