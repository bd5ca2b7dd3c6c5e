import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { EditStep } from '../cases/case.ts';
import { type EditContext, performEdit } from './edits.ts';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'edit-'));
const read = (project: string, name: string) => readFileSync(path.join(project, name), 'utf8');
const edit = (project: string, step: EditStep) =>
  performEdit(step, { workspace: { project, database: '' }, adaptations: [] } as unknown as EditContext);

test('writes and removes files and folders', async () => {
  const project = folder();
  await edit(project, { write: { 'a/b.sql': 'select {n}', 'c.sql': '' } });
  expect(read(project, 'a/b.sql')).toBe('select {n}');
  await edit(project, { write: { a: null, 'c.sql': null, 'never/was.sql': null } });
  expect(existsSync(path.join(project, 'a'))).toBe(false);
  expect(existsSync(path.join(project, 'c.sql'))).toBe(false);
});

test('writes many lines that differ in a number', async () => {
  const project = folder();
  await edit(project, { write: { 'a.csv': { head: 'id,name', line: '{n},n{n}', lines: 3 } } });
  expect(read(project, 'a.csv')).toBe('id,name\n1,n1\n2,n2\n3,n3\n');
});

test('writes many files that differ in a number', async () => {
  const project = folder();
  await edit(project, { write: { 'm/s_{n}.sql': 'select {n}' }, times: 2 });
  expect([1, 2].map((n) => read(project, `m/s_${n}.sql`))).toEqual(['select 1', 'select 2']);
  expect(existsSync(path.join(project, 'm/s_3.sql'))).toBe(false);
});

test('makes the same commit of the same content, on both sides and every day', async () => {
  const make = async () => {
    const project = await temporaryFolder('repository');
    await mkdir(path.join(project, 'lamps'));
    await writeFile(path.join(project, 'lamps/dbt_project.yml'), 'name: lamps\n');
    await edit(project, { repository: 'lamps', tags: ['1.0.0'] });
    await writeFile(path.join(project, 'lamps/more.txt'), 'more');
    await edit(project, { repository: 'lamps', tags: ['1.1.0'] });
    const show = ['log', '--format=%H %D', 'main'];
    return (await execa('git', show, { cwd: path.join(project, 'lamps') })).stdout;
  };
  const [one, other] = [await make(), await make()];
  expect(one).toBe(other);
  expect(one.match(/tag: 1\.\d\.0/g)).toEqual(['tag: 1.1.0', 'tag: 1.0.0']);
});
