import { expect, test } from 'vitest';
import { withoutPrivate } from './private.ts';

const clean = (text: string) =>
  withoutPrivate(text, { home: '/home/me', cwd: '/home/me/dvt-compat', user: 'me' });

test('takes credentials out of URLs', () => {
  expect(clean('"postgresql://me:p@ss@db.example/x"')).toBe('"postgresql://***@db.example/x"');
  expect(clean('git+https://token@host/dvt.git@v1#subdirectory=core')).toBe(
    'git+https://***@host/dvt.git@v1#subdirectory=core',
  );
});

test('keeps the address of a code host usable', () => {
  expect(clean('git+ssh://git@host/dvt.git@v1')).toBe('git+ssh://git@host/dvt.git@v1');
});

test('takes out home and working directory, whole names only', () => {
  expect(clean('path:/home/me/dvt/core')).toBe('path:~/dvt/core');
  expect(clean('file:///home/me/dvt')).toBe('file://~/dvt');
  expect(clean('no file /home/me/dvt-compat/x, nor /home/me.')).toBe('no file ./x, nor ~.');
  expect(clean('/home/media /srv/home/me exe:/bin/false')).toBe('/home/media /srv/home/me exe:/bin/false');
});

test('a root of the file system hides nothing', () => {
  expect(withoutPrivate('a/b', { home: '/', cwd: '/' })).toBe('a/b');
});

test('takes out names of users where they are said to be some', () => {
  expect(clean('the server me@db.example:5432, as asked')).toBe('the server ***@db.example:5432, as asked');
  expect(clean('  user: me\n"user": "me" \\"username\\": \\"me\\" user=me')).toBe(
    '  user: ***\n"user": "***" \\"username\\": \\"***\\" user=***',
  );
  expect(clean('show me the user: media; git@host:22/x and a@1.2')).toBe(
    'show me the user: media; git@host:22/x and a@1.2',
  );
});

test.each([
  `ghp_${'a1'.repeat(18)}`,
  `pypi-${'AgEIcHlwaS5vcmc'.repeat(2)}`,
  `AKIA${'ABCD'.repeat(4)}`,
  `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`,
])('takes out the token %s', (token) => {
  expect(clean(`set TOKEN="${token}" and more`)).toBe('set TOKEN="***" and more');
});

test('takes out what a header carries', () => {
  expect(clean('Authorization: Bearer abcdefghijkl.mno==, and Bearer of news')).toBe(
    'Authorization: Bearer ***, and Bearer of news',
  );
});
