/** How a step of a case must end on the reference. If it ends in another way, comparing the candidate with it says nothing. */
import type { Exit } from '../process/invocation.ts';

export const outcomes = ['success', 'failure', 'usage-error'] as const;

export type Outcome = (typeof outcomes)[number];

/** One outcome, or several of which each will do. */
export type Expected = Outcome | readonly Outcome[];

/**
 * dbt ends with 0 on success, with 1 when something that it ran failed, and with 2 on wrong usage and on errors that it does
 * not handle. A signal counts as a failure.
 */
export const outcomeOf = ({ code }: Pick<Exit, 'code'>): Outcome =>
  code === 0 ? 'success' : code === 2 ? 'usage-error' : 'failure';
