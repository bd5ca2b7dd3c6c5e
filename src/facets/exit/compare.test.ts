import { expect, test } from 'vitest';
import { base } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';
import type { Normalised } from '../../normalise/normalise.ts';
import { compare } from '../registry.ts';

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
