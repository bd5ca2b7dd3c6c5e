/** `locate` on runs made by hand: which case shows a cause is known then, and which functions only that case executes. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { findCase, loadSuites } from '../cases/suites.ts';
import type { Difference } from '../facets/difference.ts';
import { type Code, emptyIndex } from '../findings/suspects/code-index.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { conclude } from '../report/conclude.ts';
import { keepRun } from '../report/json/run-json.ts';
import type { RunData } from '../report/run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { findings: _, toFix: __, out: ___, ...example } = exampleRun;
const data: RunData = example;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('locate');
});

const compat = (...argv: string[]) =>
  execa(process.execPath, [main, ...argv], { cwd: folder, stdin: 'ignore', reject: false });

/** Keeps a run. @returns the ids of its causes. */
async function keep(name: string, run: RunData): Promise<readonly string[]> {
  await mkdir(path.join(folder, 'reports', name), { recursive: true });
  await keepRun(path.join(folder, 'reports', name), run);
  return conclude(run, '').findings.map(({ fingerprint }) => fingerprint);
}

test('the functions of the command that shows it come first', async () => {
  const suites = await loadSuites(root);
  const result = (id: string, differences: CaseResult['differences'] = []): CaseResult => {
    const one = findCase(suites, id);
    const step = one.steps.length - 1;
    return {
      ...{ case: one, verdict: differences.length > 0 ? 'different' : 'same', differences },
      ...{ seconds: { reference: 1, candidate: 1 }, exits: [{ step, reference: 0, candidate: 0 }] },
    };
  };
  const shown: Difference = {
    ...{ id: 'clean/all#1', case: 'clean/all', step: findCase(suites, 'clean/all').steps.length - 1 },
    ...{ path: 'project/target/left', impact: 'contract', fingerprint: 'left' },
    facet: 'files',
    kind: 'file-added',
    candidate: { kind: 'file', change: 'new' },
  };
  const dbt = { ...data.candidate, spec: 'dbt-core==1.12.6', release: 'dbt-core==1.12.6', command: 'dbt' };
  const code: Code = {
    ...{ candidate: { ...emptyIndex, files: ['dbt/task/clean.py'] }, reference: emptyIndex, options: {} },
    ...{ differing: 1, changedFiles: [0], changed: [] },
  };
  const results = [result('clean/all', [shown]), result('clean/help')];
  const [cause = ''] = await keep('clean', {
    ...data,
    ...{ results, reference: dbt, candidate: dbt, modules: ['dbt/task/clean.py'], code, expectations: [] },
  });
  const { exitCode, stdout, stderr } = await compat('locate', cause, '--run', 'clean', '--json');
  expect(stderr).toMatch(/2 of 2 clean\/(all|help)/);
  expect(exitCode).toBe(0);
  const located = JSON.parse(stdout);
  expect(located).toMatchObject({ cause, known: true, compiled: [] });
  expect(located.cases.map((one: { id: string }) => one.id)).toEqual(['clean/all', 'clean/help']);
  // Many functions are executed by one of both commands only: the file that differs from the reference comes first.
  const [first, second] = located.functions;
  for (const one of [first, second])
    expect(one).toMatchObject({ file: 'dbt/task/clean.py', score: 1, showing: 1, others: 0, changed: true });
  expect([first.name, second.name]).toContain('CleanTask.run');
});

const refused: readonly [
  cause: string | undefined,
  Partial<RunData['candidate']>,
  modules: string[],
  said: RegExp,
][] = [
  ['no-such-cause', {}, [], /no cause no-such-cause[\s\S]*Its causes:\n {2}\S+/],
  [undefined, {}, [], /is a program/],
  [
    undefined,
    { release: 'dvt-core==1' },
    ['dvt/__init__.py', 'dvt/cli.so'],
    /all of its modules are compiled: dvt\/cli\.so/,
  ],
];
test.each(refused)('cause %s, candidate %o %o: exit 2, one message', async (cause, more, modules, said) => {
  const causes = await keep('refused', { ...data, candidate: { ...data.candidate, ...more }, modules });
  const asked = await compat('locate', cause ?? causes[0] ?? '', '--run', 'refused');
  expect(asked.stderr).toMatch(said);
  expect(asked).toMatchObject({ exitCode: 2, stdout: '' });
});

test('a cause that every case shows: exit 2, one message', async () => {
  const results = data.results.filter(({ differences }) => differences.length > 0).slice(0, 1);
  const candidate = { ...data.candidate, release: 'dbt-core==1.12.6' };
  const [cause = ''] = await keep('everywhere', { ...data, results, candidate, modules: ['dbt/a.py'] });
  const asked = await compat('locate', cause, '--run', 'everywhere');
  expect(asked.stderr).toMatch(/No case to compare with/);
  expect(asked).toMatchObject({ exitCode: 2, stdout: '' });
});
