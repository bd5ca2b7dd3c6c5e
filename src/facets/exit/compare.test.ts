import { expect, test } from 'vitest';
import { base } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';
import { compare } from '../../compare/compare.ts';
import type { Normalised } from '../../normalise/normalise.ts';
import { failsDifferently } from './compare.ts';

finds('exit', [
  ['exit code', { exit: { code: 1, signal: null, limit: null } }, ['exit exit-code code']],
  ['signal', { exit: { code: null, signal: 'SIGSEGV', limit: null } }, ['exit exit-code code']],
  [
    'limit',
    { exit: { code: null, signal: 'SIGKILL', limit: 'memory' } },
    ['exit exit-limit limit', 'exit exit-code code'],
  ],
  ['processes left', { leftovers: 2 }, ['exit processes-left leftovers']],
]);

test('who is cut off is shown with the last thing said, as who hangs elsewhere is another', () => {
  const cut = { ...base, exit: { code: null, signal: 'SIGKILL', limit: 'deadline' } as const };
  expect(compare(base, cut)[0]).toMatchObject({
    kind: 'exit-limit',
    reference: null,
    candidate: { ended: 'deadline', says: 'a warning' },
  });
});

test('how an engine ended is told with the last thing it said, and a colour is nothing said', () => {
  const failed: Normalised = {
    ...base,
    exit: { code: 1, signal: null, limit: null },
    stderr: ['\u001b[31mNo schema "dev"', '\u001b[0m', ''],
  };
  expect(compare(base, failed).find(({ kind }) => kind === 'exit-code')).toMatchObject({
    candidate: { ended: 1, says: '\u001b[31mNo schema "dev"' },
  });
});

const side = (code: number, ...stderr: readonly string[]) =>
  ({ exit: { code, signal: null, limit: null }, stdout: ['Running'], stderr }) as unknown as Normalised;

test('both fail with one code, and the last words are others', () => {
  expect(failsDifferently(side(1, 'no model a'), side(1, 'sign in first'))).toMatchObject({
    kind: 'exit-code',
    candidate: { ended: 1, says: 'sign in first' },
  });
});

test.each([
  ['one of them ends well', side(0, 'a'), side(1, 'b')],
  ['both do', side(0, 'a'), side(0, 'b')],
  ['the codes differ', side(1, 'a'), side(2, 'b')],
  ['the words are the same but for numbers and names', side(1, 'ERROR=1'), side(1, 'ERROR=2')],
])('not where %s', (_, reference, candidate) =>
  expect(failsDifferently(reference, candidate)).toBeUndefined(),
);
