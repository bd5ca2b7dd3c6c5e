import { expect, test } from 'vitest';
import type { Difference } from '../facets/difference.ts';
import { excerptOf } from './markdown/excerpt.ts';
import { readable } from './readable.ts';

const shown = (more: object) =>
  excerptOf(readable({ facet: 'events', kind: 'event-changed', path: '', ...more } as Difference));
const event = (msg: string) => ({ info: { level: 'info', msg }, data: { node_info: {} } });

test.each<[string, object, string | null, string | null]>([
  [
    'of an event what it says',
    { reference: event('{time} Started'), candidate: event('Ended') },
    '[info] Started',
    '[info] Ended',
  ],
  [
    'of a line no time and no colour',
    { facet: 'stdout', reference: '\u001b[0m{time}  Done', candidate: 'Done.' },
    'Done',
    'Done.',
  ],
  [
    'of a file what became of it',
    { facet: 'files', candidate: { kind: 'folder', change: 'new' } },
    null,
    'new folder',
  ],
  [
    'of a node how it ended',
    { facet: 'artifacts', reference: 'success', candidate: { ended: 'error', says: 'no such table' } },
    'success',
    'error: no such table',
  ],
  ['numbers and texts look different', { reference: 1, candidate: '1' }, '1', '"1"'],
])('%s', (_, more, reference, candidate) => expect(shown(more)).toMatchObject({ reference, candidate }));

test('lines that are JSON are compared key by key', () => {
  const line = (more: object) => JSON.stringify({ name: 'orders', tags: [], ...more });
  expect(shown({ facet: 'stdout', reference: line({}), candidate: line({ on_error: null }) }).diff).toContain(
    '+  "on_error": null',
  );
});
