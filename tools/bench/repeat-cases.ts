/** Lists of cases of any length, for measuring what a case costs as they grow. */
import type { Case, Step } from '../../src/cases/case.ts';

/** How many cases are repeated: the same mixture in every list, so that lists differ in nothing but length. */
const mixture = 25;

/**
 * Makes a list of `length` cases: an even selection of those given, over and over. Each has an id of its own, and a
 * variable no engine knows in each engine step, so that nothing observed of one serves for another.
 */
export function repeatCases(cases: readonly Case[], length: number): readonly Case[] {
  const size = Math.min(mixture, cases.length);
  const chosen = Array.from({ length: size }, (_, n) => cases[Math.floor((n * cases.length) / size)] as Case);
  return Array.from({ length }, (_, n) => copyOf(chosen[n % size] as Case, String(Math.floor(n / size) + 1)));
}

const copyOf = (one: Case, copy: string): Case => ({
  ...one,
  id: `${one.id}.${copy}`,
  steps: one.steps.map(
    (step): Step => ('engine' in step ? { ...step, env: { ...step.env, BENCH_COPY: copy } } : step),
  ),
});
