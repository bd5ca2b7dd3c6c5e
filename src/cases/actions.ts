/** What is done in a case, without what is expected of it. */
import type { Case, Step } from './case.ts';

/** Steps without their expected outcomes. */
export const actionsOf = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step) => {
    if (!('engine' in step)) return step;
    const { expect: _, ...action } = step;
    return action;
  });

/** The same for two cases that start from the same state and take the same steps. */
export const identityOf = ({ project, state, steps }: Pick<Case, 'project' | 'state' | 'steps'>): string =>
  JSON.stringify([project, state, actionsOf(steps)]);
