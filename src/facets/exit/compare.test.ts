import { expect, test } from 'vitest';
import type { Normalised } from '../../normalise/normalise.ts';
import { failsDifferently } from './compare.ts';

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
