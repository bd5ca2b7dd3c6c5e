import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EditStep, EditSteps } from '../../src/cases/case.ts';
import { performEdit } from '../../src/workspace/edits.ts';
import { stateLines, stepLines } from './steps.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'steps-'));
});
afterEach(() => rm(folder, { recursive: true }));

const editTool = fileURLToPath(new URL('edit.py', import.meta.url));
const frame = `set -eu
put() { mkdir -p "$(dirname "$1")"; cat >"$1"; }
tool() { shift; python3 ${editTool} "$@"; }`;

async function contents(of: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.sort().map((file) => readFile(file, 'utf8')));
  return Object.fromEntries(files.map((file, index) => [path.relative(of, file), texts[index] as string]));
}

test.each<[string, EditSteps['write']]>([
  ['plain files', { write: { 'models/a b.sql': "select '{n}'\n", 'no-end.txt': 'x', 'gone.sql': null } }],
  ['many lines', { write: { 'seeds/big.csv': { head: 'id', line: '{n},x', lines: 3 }, 'gone.sql': null } }],
  ['many files', { write: { 'models/m_{n}.sql': 'select {n}\n', 'gone.sql': null }, times: 3 }],
  ['many files of many lines', { write: { 's_{n}.csv': { line: '{n}', lines: 2 } }, times: 2 }],
])('%s are edited as in a workspace', async (_, step) => {
  const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  const edit = (project: string, edited: EditStep) =>
    performEdit(edited, {
      workspace: { project, database: '' },
      database: { connect: () => Promise.reject(new Error('no database')) },
      adaptations: [],
    });
  for (const project of [ours, theirs]) await edit(project, { write: { 'gone.sql': 'x', 'kept.sql': 'y' } });
  await edit(ours, step);
  await execa('bash', ['-c', [frame, `project=${theirs}`, ...stepLines(step, 1)].join('\n')]);
  expect(await contents(theirs)).toEqual(await contents(ours));
});

test('other steps are functions of the script', () => {
  expect(stepLines({ engine: ['run', '--vars', '{a: 1}'], env: { X: 'a b' } }, 2)).toEqual([
    "step 2 'X=a b' -- run --vars '{a: 1}'",
  ]);
  expect(stepLines({ sql: 'select 1' }, 1)).toEqual(["sql <<'EOF'\nselect 1\nEOF"]);
  expect(stepLines({ repository: 'hub/p', tags: ['v1', 'v2'] }, 1)).toEqual(['repository hub/p v1 v2']);
});

test('a state is made after those it continues from', () => {
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
    'lay_out "$template"',
    "sql <<'EOF'\ncreate schema raw;\nEOF",
    'keep_state',
    '# built',
    'lay_out "$template"',
    'prepare run -s a',
    'keep_state target',
  ]);
});
