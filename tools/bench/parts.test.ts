import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { repeatCases } from './parts.ts';

const cases = Array.from(
  { length: 80 },
  (_, n): Case => ({
    id: `run/n${n}`,
    command: 'run',
    title: '',
    checks: [],
    tier: 'full',
    project: 'shop',
    state: 'seeded',
    steps: [{ write: { a: 'b' } }, { engine: ['run'], env: { A: '1' } }, { engine: ['run', String(n)] }],
  }),
);
const originals = (some: readonly Case[]) => some.map(({ id }) => id.replace(/\.\d+$/, ''));

test('every list is the same mixture, taken from the whole suite', () => {
  const mixture = originals(repeatCases(cases, 25));
  expect(new Set(mixture).size).toBe(25);
  expect(mixture.filter((id) => Number(id.slice(5)) >= 40).length).toBeGreaterThan(10);
  const longer = repeatCases(cases, 100);
  expect(longer).toHaveLength(100);
  expect(originals(longer)).toEqual([...mixture, ...mixture, ...mixture, ...mixture]);
});

test('no two cases are the same, neither by id nor by steps', () => {
  const list = repeatCases(cases.slice(0, 3), 8);
  expect(new Set(list.map(({ id }) => id)).size).toBe(8);
  expect(new Set(list.map(({ steps }) => JSON.stringify(steps))).size).toBe(8);
  expect(list[3]?.steps).toEqual([
    { write: { a: 'b' } },
    { engine: ['run'], env: { A: '1', BENCH_COPY: '2' } },
    { engine: ['run', '0'], env: { BENCH_COPY: '2' } },
  ]);
});
