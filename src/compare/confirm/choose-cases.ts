/** Chooses cases that also run cold although nothing differs, because only that shows what a warm host hides. */
import { createHash } from 'node:crypto';
import type { Case } from '../../cases/case.ts';

/** How many cases are chosen. The same seed chooses the same from the same cases. */
export interface ColdCheck {
  readonly seed: string;
  readonly count: number | 'all';
}

/** Default number of cases to choose: more would cost a run with cached observations a twentieth of its time. */
export const usualChecks = (cases: number): number => Math.ceil(cases / 100);

/** @returns ids of the chosen cases, without those that start cold anyway. */
export function chooseCases({ seed, count }: ColdCheck, cases: readonly Case[]): ReadonlySet<string> {
  const ids = cases.filter((testCase) => !startsCold(testCase)).map(({ id }) => id);
  return chooseNames({ seed, count }, ids);
}

/** Chooses names by a seed, independently of their order. */
export function chooseNames({ seed, count }: ColdCheck, names: readonly string[]): ReadonlySet<string> {
  const ranked = names
    .map((name) => ({ name, rank: createHash('sha256').update(`${seed} ${name}`).digest('hex') }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, count === 'all' ? ranked.length : count).map(({ name }) => name));
}

/** A program in a terminal is never forked from a host. */
export const startsCold = ({ steps }: Case): boolean =>
  steps.some((step) => 'engine' in step && step.answers);
