import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { editFiles } from './edit-files.ts';

const folder = () => temporaryFolder('edit');
const read = (project: string, name: string) => readFileSync(path.join(project, name), 'utf8');

test('writes and removes files and folders', async () => {
  const project = await folder();
  editFiles(project, { write: { 'a/b.sql': 'select {n}', 'c.sql': '' } }, []);
  expect(read(project, 'a/b.sql')).toBe('select {n}');
  editFiles(project, { write: { a: null, 'c.sql': null, 'never/was.sql': null } }, []);
  expect(existsSync(path.join(project, 'a'))).toBe(false);
  expect(existsSync(path.join(project, 'c.sql'))).toBe(false);
});

test('writes many lines that differ in a number', async () => {
  const project = await folder();
  editFiles(project, { write: { 'a.csv': { head: 'id,name', line: '{n},n{n}', lines: 3 } } }, []);
  expect(read(project, 'a.csv')).toBe('id,name\n1,n1\n2,n2\n3,n3\n');
});

test('writes many files that differ in a number', async () => {
  const project = await folder();
  editFiles(project, { write: { 'm/s_{n}.sql': 'select {n}' }, times: 2 }, []);
  expect([1, 2].map((n) => read(project, `m/s_${n}.sql`))).toEqual(['select 1', 'select 2']);
  expect(existsSync(path.join(project, 'm/s_3.sql'))).toBe(false);
});
