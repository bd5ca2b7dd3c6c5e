import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { file, line } from '../../fixtures/causes/differences.ts';
import { stepAt } from '../../fixtures/shown.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import { cluster } from '../../src/findings/causes/cluster.ts';
import type { Step } from '../../src/findings/causes/fact.ts';
import { assign, type Measured, measureFaults, measureRun, shortcomings } from './quality.ts';
import { type LabelledStep, type RecordedRun, readRecordedRuns } from './recorded.ts';

const step = (at: string, ...differences: readonly (readonly [string, Untyped])[]): LabelledStep => ({
  ...stepAt(at, []),
  differences: differences.map(([cause, one]) => ({ ...one, cause })),
});
const run = (...steps: readonly LabelledStep[]): RecordedRun => ({
  name: 'made',
  run: 'a against b',
  causes: { one: '', two: '' },
  steps,
});
const [one, two] = [
  ['one', line('Loaded manifest')],
  ['two', file('home/.x')],
] as const;
const apart = run(step('run/a#0', one), step('run/b#0', one), step('run/c#0', two), step('run/d#0', two));

test('a fact has its cause and cluster; one of two causes counts for both', () => {
  expect(new Set(assign(apart.steps).map(({ cause, cluster }) => `${cause} ${cluster}`)).size).toBe(2);
  const both = step('run/a#0', one, ['two', line('Loaded manifest')]);
  expect(assign([both]).map(({ cause }) => cause)).toEqual(['one', 'two']);
});

test('a run is measured as it is, and without each of its cases', () => {
  expect(measureRun(apart)).toMatchObject({ run: 'made', causes: 2, clusters: 2, f: 1, leaveOneOut: 1 });
  // Both causes are in one case, and what tells them apart is in one other.
  const thin = run(step('run/a#0', one, two), step('run/b#0', two), step('run/c#0', two));
  expect(measureRun(thin)).toMatchObject({ clusters: 2, f: 1 });
  expect(measureRun(thin).leaveOneOut).toBeLessThan(1);
});

test('faults are measured each alone, and mixed', () => {
  const faults = run(step('run/a (one)#0', one), step('run/b (two)#0', two));
  const [alone, mixed] = measureFaults({ ...faults, faults: true });
  expect(alone).toMatchObject({ causes: 2, clusters: 2 });
  expect(mixed).toMatchObject({ clusters: 2, f: 1 });
  const same = run(step('run/a (one)#0', one), step('run/b (two)#0', ['two', line('Loaded manifest')]));
  expect(measureFaults({ ...same, faults: true })[1]?.f).toBe(0);
});

const good: Measured = {
  ...{ run: 'made', facts: 9, causes: 10, clusters: 13 },
  ...{ precision: 0.9, recall: 0.9, f: 0.9, leaveOneOut: 0.85 },
};

test('the minimum is good enough', () => {
  expect(shortcomings(good)).toEqual([]);
  expect(shortcomings({ ...good, run: 'x, each alone', clusters: 15 })).toEqual([]);
  expect(shortcomings({ ...good, run: 'x, 20 mixed, 20 times', precision: 0, recall: 0, f: 0.95 })).toEqual(
    [],
  );
});

test.each<[Partial<Measured>, RegExp]>([
  [{ clusters: 14 }, /^made: 1\.40 clusters per cause/],
  [{ precision: 0.89 }, /^made: precision is 0\.890/],
  [{ recall: 0.89 }, /^made: recall is 0\.890/],
  [{ leaveOneOut: 0.84 }, /^made: F without one of the cases is 0\.840/],
  [{ run: 'x, each alone', clusters: 16 }, /1\.60 clusters per cause/],
  [{ run: 'x, 20 mixed, 20 times', f: 0.94 }, /F is 0\.940/],
])('worse than the minimum: %j', (less, why) =>
  expect(shortcomings({ ...good, ...less })).toEqual([expect.stringMatching(why)]),
);

const recorded = await readRecordedRuns(fileURLToPath(new URL('../../fixtures/causes/', import.meta.url)));

test.each(recorded)('$name: what is found agrees with what was assigned by hand', (run) =>
  expect(
    (run.faults ? measureFaults(run) : [measureRun(run)]).flatMap((measured) => shortcomings(measured)),
  ).toEqual([]),
);

test.each(recorded)('$name: each difference has one cause, whatever the order of cases', ({ steps }) => {
  const parts = (of: readonly Step[]) =>
    new Set(
      cluster(of).map(({ facts }) =>
        facts
          .flatMap(({ at, differences }) => differences.map((one) => `${at} ${all.indexOf(one)}`))
          .toSorted()
          .join(),
      ),
    );
  const all = steps.flatMap(({ differences }) => differences as readonly Untyped[]);
  const cases = [...Map.groupBy(steps, (step) => step.case).values()];
  const found = parts(steps);
  expect([...found].flatMap((part) => part.split(','))).toHaveLength(all.length);
  expect(parts(cases.toReversed().flat())).toEqual(found);
});
