/** Which cases a run also starts cold although nothing differs: what a warm host hides shows in no other way. */
import { createHash } from 'node:crypto';
import type { Case } from '../../cases/case.ts';

/** How many cases are chosen, and by what. The same seed chooses the same of the same cases. */
export interface ColdCheck {
  readonly seed: string;
  readonly count: number | 'all';
}

/** How many cases a run of so many chooses unless told: more would cost a run with a kept reference a twentieth of its time. */
export const usualChecks = (cases: number): number => Math.ceil(cases / 100);

/** @returns ids of the chosen cases. Those that need a terminal are left out: they always start cold. */
export function chooseCases({ seed, count }: ColdCheck, cases: readonly Case[]): ReadonlySet<string> {
  const ids = cases.filter((one) => !startsCold(one)).map(({ id }) => id);
  return chooseNames({ seed, count }, ids);
}

/** Chooses names by a seed, in whatever order they come. */
export function chooseNames({ seed, count }: ColdCheck, names: readonly string[]): ReadonlySet<string> {
  const ranked = names
    .map((name) => ({ name, rank: createHash('sha256').update(`${seed} ${name}`).digest('hex') }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, count === 'all' ? ranked.length : count).map(({ name }) => name));
}

/** A program in a terminal is always started by itself. */
export const startsCold = ({ steps }: Case): boolean =>
  steps.some((step) => 'engine' in step && step.answers);
