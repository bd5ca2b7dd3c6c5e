import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import type { Deviation, Untyped } from '../compare/difference.ts';
import type { Engine } from '../engines/engine.ts';
import type { Expectation } from '../judge/expectation.ts';
import { judge } from '../judge/judge.ts';
import type { CaseResult } from '../judge/verdict.ts';
import type { Case, Command } from '../plan/case.ts';
import { type Diagnosed, diagnose } from './diagnose.ts';
import { modulesOf } from './suspects.ts';

const program = plainEngine('/bin/dvt');
const caseOf = (command: Command, name: string): Case => ({
  id: `${command}/${name}`,
  command,
  title: '',
  checks: [],
  tier: 'smoke',
  project: 'shop',
  state: 'empty',
  steps: [{ engine: [command] }],
});
const line: Deviation = {
  facet: 'stdout',
  kind: 'line-missing',
  path: 'line 3',
  reference: 'Found 3 models',
};
const failure = (says: string): Deviation => ({
  facet: 'exit',
  kind: 'exit-code',
  path: 'code',
  reference: { ended: 0, says: 'Done' },
  candidate: { ended: 1, says },
});
const expectation = (id: string, status: Expectation['status']) => ({ id, status }) as Expectation;

/** Results of cases with these deviations; `covers` says which expectation covers one. */
const results = (
  cases: readonly [Case, readonly Deviation[]][],
  covers: (d: Untyped) => string | undefined = () => undefined,
) =>
  cases.map(([one, deviations]) =>
    judge(one, [{ step: 0, deviations }], { reference: 1, candidate: 1 }, (_, d) => covers(d)),
  );

const findings = (found: readonly CaseResult[], more: Partial<Diagnosed> = {}) =>
  diagnose({ results: found, candidate: program, expectations: [], ...more });

test('options that a parser lacks are one finding, seen or used', () => {
  const missing = (path: string): Deviation => ({
    facet: 'interface',
    kind: 'option-missing',
    path,
    reference: path,
  });
  const found = findings(
    results([
      [caseOf('run', 'empty'), [failure('dvt: error: unrecognized arguments: --empty'), line]],
      [caseOf('test', 'help'), [missing('--empty'), missing('--quiet'), missing('--sample')]],
    ]),
  );
  expect(found).toMatchObject([{ title: 'dvt (run, test) is missing --empty and 2 more options', count: 5 }]);
});

test('one cause in two commands is one finding that names both', () => {
  const found = findings(
    results([
      [caseOf('run', 'a'), [line]],
      [caseOf('test', 'b'), [{ ...line, reference: 'Found 12 models' }]],
    ]),
  );
  expect(found).toMatchObject([
    { commands: ['run', 'test'], cases: ['run/a', 'test/b'], count: 2, standing: 'new' },
  ]);
  expect(found[0]?.title).toBe('dvt (run, test) does not print a line on stdout: Found 3 models');
});

test('the title is that of the cause, not of what follows from it', () => {
  const [found, ...more] = findings(results([[caseOf('run', 'a'), [line, failure('sign in first')]]]));
  expect(found).toMatchObject({ kind: 'exit-code', impact: 'outcome', count: 2 });
  expect(found?.title).toBe('dvt run exits with 1 instead of 0: sign in first');
  expect(more).toEqual([]);
});

test.each([
  [['known', 'intended'], 'known'],
  [['intended', 'intended'], 'intended'],
  [['intended', undefined], 'new'],
] as const)('covered by %j: %s', (statuses, standing) => {
  const list = statuses.flatMap((status, n) => (status ? [expectation(String(n), status)] : []));
  let n = 0;
  const covers = () => list.find(({ id }) => id === String(n))?.id;
  const cases = statuses.map((_, index): [Case, readonly Deviation[]] => [
    caseOf('run', `c${index}`),
    [line],
  ]);
  const judged = cases.map((one, index) => {
    n = index;
    return results([one], covers);
  });
  expect(findings(judged.flat(), { expectations: list })).toMatchObject([{ standing }]);
});

test('a finding without code has no suspects, and the fix of its kind', () => {
  const [found] = findings(results([[caseOf('build', 'a'), [line]]]));
  expect(found).toMatchObject({ suspects: [], suggestedFix: expect.stringContaining('Print the line') });
});

test('modules of a package that is imported from a folder of its own are named as they are imported', async () => {
  const checkout = await mkdtemp(path.join(os.tmpdir(), 'suspects-'));
  onTestFinished(() => rm(checkout, { recursive: true }));
  await mkdir(path.join(checkout, 'cli'));
  await writeFile(path.join(checkout, 'cli/run.py'), '');
  const installed: Engine = { ...program, locations: [[checkout, '{packages}/dvt']] };
  expect(await modulesOf(installed)).toEqual(['dvt/cli/run.py']);
});
