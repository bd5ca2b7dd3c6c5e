import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { EditStep, EditSteps } from '../../src/cases/case.ts';
import { performEdit } from '../../src/workspace/edits.ts';
import { readProject } from '../minimise/trial.ts';
import { stateLines, stepLines } from './steps.ts';

const common = await readFile(new URL('common.sh', import.meta.url), 'utf8');
/** The functions of the script, without what it does. */
const functions = common.slice(0, common.indexOf('\nurl='));

test.each<[string, EditSteps['write']]>([
  ['plain files', { write: { 'models/a b.sql': "select '{n}'\n", 'no-end.txt': 'x', 'gone.sql': null } }],
  ['many lines', { write: { 'seeds/big.csv': { head: 'id', line: '{n},x', lines: 3 }, 'gone.sql': null } }],
  ['many files', { write: { 'models/m_{n}.sql': 'select {n}\n', 'gone.sql': null }, times: 3 }],
  ['many files of many lines', { write: { 's_{n}.csv': { head: 'h{n}', line: '{n}', lines: 2 } }, times: 2 }],
])('%s are edited as in a workspace', async (_, step) => {
  const folder = await temporaryFolder('steps');
  const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  const edit = (project: string, edited: EditStep) =>
    performEdit(edited, {
      workspace: { project, database: '' },
      database: { connect: () => Promise.reject(new Error('no database')) },
      adaptations: [],
    });
  for (const project of [ours, theirs]) await edit(project, { write: { 'gone.sql': 'x', 'kept.sql': 'y' } });
  await edit(ours, step);
  await execa('bash', ['-c', ['set -eu', functions, `project=${theirs}`, ...stepLines(step, 1)].join('\n')]);
  expect(await readProject(theirs)).toEqual(await readProject(ours));
});

test('other steps are functions of the script', () => {
  expect(stepLines({ engine: ['run', '--vars', '{a: 1}'], env: { X: 'a b' } }, 2)).toEqual([
    "step 2 'X=a b' -- run --vars '{a: 1}'",
  ]);
  expect(stepLines({ sql: 'select 1' }, 1)).toEqual(["sql <<'EOF'\nselect 1\nEOF"]);
  expect(stepLines({ repository: 'hub/p', tags: ['v1', 'v2'] }, 1)).toEqual(['repository hub/p v1 v2']);
});

test('a state is created after those it continues from', () => {
  const state = { project: 'shop', keep: [] };
  const lines = stateLines(
    [
      { ...state, name: 'empty', steps: [] },
      { ...state, name: 'raw', sql: 'raw.sql', steps: [] },
      { ...state, name: 'built', steps: [['run', '-s', 'a']], keep: ['target'] },
    ],
    ({ sql }) => sql && 'create schema raw;',
  );
  expect(lines).toEqual([
    '# raw',
    'set_up "$template"',
    "sql <<'EOF'\ncreate schema raw;\nEOF",
    'keep_state',
    '# built',
    'set_up "$template"',
    'state_step run -s a',
    'keep_state target',
  ]);
});
