import { expect, test } from 'vitest';
import { exit, line, reworded, rows, together } from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import { factsOf, type Step } from './fact.ts';
import type { Cluster } from './groups.ts';
import { sameFailures } from './same-failures.ts';

const names = {
  ended: exit(0, 1, 'sign in'),
  worded: reworded('No model a', 'Sign in first'),
  rows: rows('dev.a'),
  other: line('Loaded'),
};
const why = 'Sign in first';
const fails = stepAt('run/a#0', [names.ended], { candidate: { ended: 1, why } });
/** The reference fails as well, for a reason of its own. */
const both = (candidate: string) =>
  stepAt('run/b#0', [names.worded, names.rows], {
    reference: { ended: 1, why: 'No model a' },
    candidate: { ended: 1, why: candidate },
  });
const elsewhere = stepAt('run/c#0', [names.other]);

/** Each fact in a cluster of its own. */
const apart = (steps: readonly Step[]): readonly Cluster[] =>
  steps.flatMap(factsOf).map((fact) => ({ facts: [fact] }));
const placed = (...steps: readonly Step[]) => together(sameFailures(steps, apart(steps)), names);

test('where it fails for the same reason, all that shows belongs to the failure', () => {
  expect(placed(elsewhere, both(why), fails)).toEqual(
    new Set(['run/a#0 ended, run/b#0 rows, run/b#0 worded', 'run/c#0 other']),
  );
});

test('not where it fails for another reason, and not where no step shows the failure', () => {
  const own = ['run/b#0 rows', 'run/b#0 worded'];
  expect(placed(both('No password'), fails)).toEqual(new Set([...own, 'run/a#0 ended']));
  expect(placed(both(why), elsewhere)).toEqual(new Set([...own, 'run/c#0 other']));
});
