import { expect, test } from 'vitest';
import { type Sides, shownIn } from '../../fixtures/shown.ts';
import type { Case } from '../cases/case.ts';
import type { Command } from '../cases/commands.ts';
import type { Deviation } from '../facets/difference.ts';
import { attribute } from './causes/attribute.ts';
import { type Diagnosed, diagnose } from './diagnose.ts';
import type { Expect, Expectation } from './expectations/expectation.ts';
import { judge } from './judge.ts';
import type { CaseResult } from './verdict.ts';

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

/** Results of cases with these deviations. */
const results = (cases: readonly [Case, readonly Deviation[]][]) =>
  cases.map(([one, deviations]): CaseResult => {
    const shown = shownIn(0, sidesOf(deviations));
    const steps = [{ step: 0, deviations, shown }];
    return { ...judge(one, steps, { reference: 1, candidate: 1 }, () => undefined), shown: [shown] };
  });

/** How the candidate ended, and why. */
function sidesOf(deviations: readonly Deviation[]): Sides {
  const exit = deviations.find(({ kind }) => kind === 'exit-code');
  return exit ? { candidate: { ended: 1, why: String((exit.candidate as { says: string }).says) } } : {};
}

const findings = (
  found: readonly CaseResult[],
  more: Partial<Diagnosed> = {},
  covers: Expect = () => undefined,
) => diagnose({ results: attribute(found, covers), expectations: [], ...more });

test('options that a parser lacks are one finding', () => {
  const missing = (path: string): Deviation => ({
    facet: 'interface',
    kind: 'option-missing',
    path,
    reference: path,
  });
  const found = findings(
    results([
      [caseOf('run', 'help'), [missing('--empty')]],
      [caseOf('test', 'help'), [missing('--empty'), missing('--quiet'), missing('--sample')]],
    ]),
  );
  expect(found).toMatchObject([{ title: 'is missing --empty and 2 more options (run, test)', count: 4 }]);
});

test('one cause in two commands is one finding that names both', () => {
  const found = findings(
    results([
      [caseOf('run', 'a'), [line]],
      [caseOf('test', 'b'), [{ ...line, reference: 'Found 12 models' }]],
    ]),
  );
  expect(found).toMatchObject([
    { commands: ['run', 'test'], cases: ['run/a', 'test/b'], count: 2, status: 'new' },
  ]);
  expect(found[0]?.title).toBe('does not print a line on stdout: Found 3 models (run, test)');
});

test('the title is that of the cause, not of what follows from it', () => {
  const [found, ...more] = findings(results([[caseOf('run', 'a'), [line, failure('sign in first')]]]));
  expect(found).toMatchObject({ kind: 'exit-code', impact: 'outcome', count: 2 });
  expect(found?.title).toBe('exits with 1 instead of 0: sign in first (run)');
  expect(more).toEqual([]);
});

test.each([
  [['known', 'intended'], 'known'],
  [['intended', 'intended'], 'intended'],
  [['intended', undefined], 'new'],
] as const)('covered by %j: %s', (statuses, status) => {
  const list = statuses.flatMap((status, n) => (status ? [expectation(String(n), status)] : []));
  const covers: Expect = (id) => list.find((one) => id === `run/c${one.id}`)?.id;
  const judged = results(statuses.map((_, n) => [caseOf('run', `c${n}`), [line]]));
  expect(findings(judged, { expectations: list }, covers)).toMatchObject([{ status }]);
});

test('title and fix are about the case that shows the cause, and what no expectation covers', () => {
  const say = (count: number): Deviation => ({ ...line, reference: `Found ${count} models` });
  const covers: Expect = (id) => (id === 'run/a' ? 'known' : undefined);
  const two: Case = { ...caseOf('run', 'b'), steps: [{ sql: 'select 1' }, { engine: ['run'] }] };
  const cases: Parameters<typeof results>[0] = [
    [caseOf('run', 'a'), [say(1)]],
    [two, [say(2)]],
    [caseOf('run', 'c'), [say(3)]],
  ];
  expect(findings(results(cases))).toMatchObject([
    { title: expect.stringContaining('1 models'), suggestedFix: expect.stringContaining('1 models') },
  ]);
  expect(findings(results(cases), { expectations: [expectation('known', 'known')] }, covers)).toMatchObject([
    { title: expect.stringContaining('3 models'), suggestedFix: expect.stringContaining('3 models') },
  ]);
});

test('a finding without code has no suspects, and the fix of its kind', () => {
  const [found] = findings(results([[caseOf('build', 'a'), [line]]]));
  expect(found).toMatchObject({ suspects: [], suggestedFix: expect.stringContaining('on stdout') });
});
