import path from 'node:path';
import { expect, test } from 'vitest';
import { Problem } from '../config/problem.ts';
import { parseSpec } from './spec.ts';

test.each([
  ['dbt-core==1.12.6', { kind: 'registry', name: 'dbt-core', extras: [], version: '1.12.6' }],
  [
    'dbt-core[a, b]==1!2.0rc1',
    { kind: 'registry', name: 'dbt-core', extras: ['a', 'b'], version: '1!2.0rc1' },
  ],
  ['nonsense==1', { kind: 'registry', name: 'nonsense', extras: [], version: '1' }],
  ['path:../dvt/core', { kind: 'path', path: path.resolve('../dvt/core') }],
  ['exe:/bin/false', { kind: 'exe', path: '/bin/false' }],
  ['exe:dbt', { kind: 'exe', path: path.resolve('dbt') }],
  ['git+https://host.example/x/y', { kind: 'git', url: 'https://host.example/x/y' }],
  [
    'git+https://host.example/x/y.git@feature/a#subdirectory=core',
    { kind: 'git', url: 'https://host.example/x/y.git', rev: 'feature/a', subdirectory: 'core' },
  ],
  ['git+ssh://git@host.example/x/y@v1', { kind: 'git', url: 'ssh://git@host.example/x/y', rev: 'v1' }],
])('%s', (text, source) => {
  expect(parseSpec(text)).toEqual(source);
});

test.each([
  '',
  'dbt',
  'dbt-core>=1.12',
  'dbt-core==1.12.*',
  'dbt-core==',
  '--index==1',
  'path:',
  'exe:',
  'git+host/x',
  'svn+https://host.example/x/y',
])('“%s” is refused, with the forms there are', (text) => {
  expect(() => parseSpec(text)).toThrow(Problem);
  expect(() => parseSpec(text)).toThrow(
    expect.objectContaining({ kind: 'usage', remedy: expect.stringContaining('exe:') }),
  );
});

test('a password in a spec is refused, and not repeated', () => {
  expect(() => parseSpec('git+https://me:hunter2@host.example/x/y@v1')).toThrow(/^Passwords in git specs/);
});
