import { expect, test } from 'vitest';
import { withoutPrivate } from './private.ts';

const clean = (text: string) => withoutPrivate(text, { home: '/home/me', cwd: '/home/me/dvt-compat' });

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
