import { expect, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import type { Case, Outcome } from '../cases/case.ts';
import type { Engine } from '../engines/engine.ts';
import { causeOf } from '../facets/difference.ts';
import { attribute } from '../findings/causes/attribute.ts';
import type { Observation } from '../observe/observation.ts';
import { compareSides, judgeSides } from './judge-sides.ts';
import type { StepObservation } from './run-side.ts';

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
  return [
    { step: 0, observation, context: { folders: [], database: 'compat', window: { start: 0, end: 1 } } },
  ];
};

const judged = (
  id: string,
  reference: readonly StepObservation[],
  candidate: readonly StepObservation[],
  expect: Outcome = 'success',
  engines: { readonly reference: Engine; readonly candidate: Engine } = {
    reference: engine,
    candidate: engine,
  },
) => {
  const runs = { reference: { steps: reference, cached: false }, candidate };
  const comparison = compareSides(runs, engines);
  return judgeSides({
    ...{ testCase: caseOf(id, expect), engines, expect: () => undefined, runs, comparison },
  });
};

test.each([
  ['a short', 'Sign in first'],
  ['a very long', `Sign in first: ${'x y '.repeat(10_000)}`],
])('a failure with %s last line has one cause, also where the reference fails too', (_, words) => {
  const [alone, both] = attribute(
    [
      judged('run/all', showing(0, 'Done'), showing(1, words)),
      judged('run/failing', showing(1, 'No such model'), showing(1, words), 'failure'),
    ],
    () => undefined,
  );
  const cause = alone?.differences.find(({ kind }) => kind === 'exit-code')?.fingerprint;
  expect(cause).toBeDefined();
  expect(both?.differences.length).toBeGreaterThan(0);
  expect(new Set([...(alone?.differences ?? []), ...(both?.differences ?? [])].map(causeOf))).toEqual(
    new Set([cause]),
  );
});

test('what each side did in a step is kept', () => {
  const { shown } = judged('run/all', showing(0, 'Done'), showing(1, 'Sign in first'));
  expect(shown).toMatchObject([
    { step: 0, reference: { ended: 0 }, candidate: { ended: 1, why: 'Sign in first' } },
  ]);
});

const versions = {
  reference: { ...engine, version: '1.11.16' },
  candidate: { ...engine, command: 'dvt', version: '1.12.106' },
};
const says = (line: string) => showing(0, `${line}\n`);

test('two engines that each state their own name and version show the same, and it is recorded', () => {
  const result = judged(
    'run/all',
    says('Running with dbt=1.11.16'),
    says('Running with dvt=1.12.106'),
    'success',
    versions,
  );
  expect(result).toMatchObject({
    verdict: 'same',
    identity: {
      reference: { '{name}': { dbt: 1 }, '{version}': { '1.11.16': 1 } },
      candidate: { '{name}': { dvt: 1 }, '{version}': { '1.12.106': 1 } },
    },
  });
});

test.each([
  'Running with dvt=9.9.9',
  'Running with dbt=1.11.16',
  'Running with dvt=1.12.1060',
  'Running with',
])('%j is another statement than the candidate owes', (line) => {
  const result = judged('run/all', says('Running with dbt=1.11.16'), says(line), 'success', versions);
  expect(result.differences).toMatchObject([{ facet: 'stdout', kind: 'line-changed' }]);
});

test('an artifact that states the version of the reference is a difference, though both wrote the same', () => {
  const written = (line: string, version: string): readonly StepObservation[] => {
    const [step] = says(line) as [StepObservation];
    const artifacts = {
      'project/target/a.json': { content: { metadata: { dbt_version: version } }, invalid: [] },
    };
    return [{ ...step, observation: { ...step.observation, artifacts } }];
  };
  const reference = written('Running with dbt=1.11.16', '1.11.16');
  const candidate = (version: string) => written('Running with dvt=1.12.106', version);
  expect(judged('run/all', reference, candidate('1.12.106'), 'success', versions).verdict).toBe('same');
  expect(judged('run/all', reference, candidate('1.11.16'), 'success', versions).differences).toMatchObject([
    { facet: 'artifacts', path: 'project/target/a.json#/metadata/dbt_version', candidate: '1.11.16' },
  ]);
});

test('nothing is replaced where the version of a side is not known', () => {
  const engines = { ...versions, reference: engine };
  const result = judged(
    'run/all',
    says('Running with dvt=1.12.106'),
    says('Running with dvt=1.12.106'),
    'success',
    engines,
  );
  expect(result).toMatchObject({ verdict: 'same', identity: { reference: {}, candidate: {} } });
});
