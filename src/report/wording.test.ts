import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { commandLine, reproCommand, subject, withoutCommands } from './wording.ts';

test.each([
  [
    'does not create dev.orders (run, build +2)',
    ['run', 'build', 'seed', 'test'],
    'does not create dev.orders',
  ],
  ['writes no catalog (docs generate)', ['docs generate'], 'writes no catalog'],
  ['exits with 1: Loaded manifest (30 nodes)', ['build'], 'exits with 1: Loaded manifest (30 nodes)'],
  ['exits with 1: Loaded manifest (30 nodes) (build)', ['build'], 'exits with 1: Loaded manifest (30 nodes)'],
])('%s', (title, commands, expected) => expect(withoutCommands({ title, commands })).toBe(expected));

test('quotes what a shell would take apart', () => {
  expect(commandLine(['run', '--select', "it's a+ tag:*", ''])).toBe("run --select 'it'\\''s a+ tag:*' ''");
});

test('one command brings a case of this pair back', () => {
  expect(reproCommand('run/all', 'dbt-core==1.12.6', 'path:../my dvt')).toBe(
    "npm run compat -- repro run/all --reference dbt-core==1.12.6 --candidate 'path:../my dvt'",
  );
});

test('the subject is the last engine step', () => {
  const [first] = exampleRun.results;
  if (!first) throw new Error('the fixture has no case');
  const steps = [{ engine: ['seed'] }, { engine: ['run', '-x'] }, { sql: 'select 1' }];
  expect(subject({ ...first.case, steps })).toEqual(['run', '-x']);
});
