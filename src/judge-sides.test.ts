import { expect, test } from 'vitest';
import { plainEngine } from '../fixtures/engines/plain-engine.ts';
import { followFailures } from './diagnose/same-failure.ts';
import { judgeSides } from './judge-sides.ts';
import type { Observation } from './observe/observation.ts';
import type { Case } from './plan/case.ts';
import type { Outcome } from './plan/outcome.ts';
import type { StepObservation } from './twins/run-side.ts';

const engine = plainEngine('/bin/dbt');
const caseOf = (id: string, expect: Outcome): Case => ({
  ...{ id, command: 'run', title: 't', checks: [], tier: 'smoke' },
  ...{ project: 'shop', state: 'empty', steps: [{ engine: ['run'], expect }] },
});

const showing = (code: number, stdout: string): readonly StepObservation[] => {
  const exit: Observation['exit'] = {
    ...{ code, signal: null, limit: null, seconds: 1, leftovers: 0 },
  };
  const observation: Observation = {
    ...{ exit, stdout, stderr: '', events: [], files: {}, artifacts: {}, sql: {} },
    ...{ statements: [], database: {} },
  };
  return [{ step: 0, observation, frame: { folders: [], database: 'd', window: { start: 0, end: 1 } } }];
};

const judged = (
  id: string,
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
  expect: Outcome = 'success',
) =>
  judgeSides(
    { expect: () => undefined, reference: engine, candidate: engine },
    caseOf(id, expect),
    { steps: reference, cached: false },
    candidate,
  );

test.each([
  ['a short', 'Sign in first'],
  ['a very long', `Sign in first: ${'x y '.repeat(10_000)}`],
])('a failure with %s last line has the same fingerprint where the reference fails too', (_, words) => {
  const [alone, both] = followFailures([
    judged('run/all', showing(0, 'Done'), showing(1, words)),
    judged('run/failing', showing(1, 'No such model'), showing(1, words), 'failure'),
  ]);
  const [cause] = alone?.differences ?? [];
  expect(cause).toMatchObject({ facet: 'exit', kind: 'exit-code' });
  expect(both?.exits?.[0]?.fails).toBe(cause?.fingerprint);
  expect(new Set(both?.differences.map(({ fingerprint }) => fingerprint))).toEqual(
    new Set([cause?.fingerprint]),
  );
});
