import { expect, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import { chooseCases } from './choose-cases.ts';

const cases = Array.from(
  { length: 50 },
  (_, n) => ({ id: `run/case-${n}`, steps: [{ engine: ['run'] }] }) as unknown as Case,
);
const inTerminal = {
  id: 'init/answers',
  steps: [{ engine: ['init'], answers: [['Name', 'x']] }],
} as unknown as Case;

test('the same seed chooses the same cases, whatever their order; another seed chooses others', () => {
  const chosen = [...chooseCases({ seed: 'a', count: 5 }, cases)];
  expect(chosen).toHaveLength(5);
  expect([...chooseCases({ seed: 'a', count: 5 }, cases.toReversed())]).toEqual(chosen);
  expect([...chooseCases({ seed: 'b', count: 5 }, cases)]).not.toEqual(chosen);
});

test('all means all that can be started warm', () => {
  const chosen = chooseCases({ seed: 'a', count: 'all' }, [...cases, inTerminal]);
  expect(chosen.size).toBe(50);
  expect(chosen.has('init/answers')).toBe(false);
});
