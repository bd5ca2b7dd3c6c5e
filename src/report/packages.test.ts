import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { packageChanges, packageLines } from './packages.ts';

const run = (
  reference: Readonly<Record<string, string>>,
  candidate: Readonly<Record<string, string>>,
): typeof exampleRun => ({
  ...exampleRun,
  reference: { ...exampleRun.reference, packages: reference as never },
  candidate: { ...exampleRun.candidate, packages: candidate as never },
});
const pair = run(
  { click: '8.1', jinja2: '3.1', mashumaro: '3.14' },
  { jinja2: '3.1', mashumaro: '3.17', sling: '1.4' },
);

test('packages in other versions, and those of one side', () => {
  expect(packageChanges(pair)).toEqual({
    changed: [{ name: 'mashumaro', reference: '3.14', candidate: '3.17' }],
    reference: ['click 8.1'],
    candidate: ['sling 1.4'],
  });
});

test('lines name some and count the others', () => {
  expect(packageLines(run({ a: '1', b: '1', c: '1' }, { a: '2', b: '2', c: '2' }), 2)).toEqual([
    'packages that differ: a 1 → 2, b 1 → 2 and 1 more',
  ]);
  expect(packageLines(pair, 2)).toHaveLength(3);
});

test('of a plain program nothing is known', () => expect(packageLines(run({}, { a: '1' }), 2)).toEqual([]));
