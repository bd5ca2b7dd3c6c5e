import { expect, test } from 'vitest';
import { base, event, events, logged } from '../../../fixtures/facets/evidence.ts';
import { facts, finds } from '../../../fixtures/facets/finds.ts';
import type { Json } from '../../config/json.ts';
import { compare } from '../registry.ts';

finds('events', [
  ['event missing', logged(events.slice(0, 2)), ['events event-missing End']],
  ['event doubled', logged([...events, event('End')]), ['events event-added End']],
  ['event moved', logged([1, 0, 2].map((n) => events[n] as Json)), ['events event-moved Start']],
  [
    'event of another node',
    logged(events.with(1, event('Node', { node_info: { unique_id: 'model.shop.b' } }))),
    ['events event-missing Node', 'events event-added Node'],
  ],
  [
    'event with other content',
    logged(events.with(2, event('End', { count: 1 }))),
    ['events event-changed End/data/count'],
  ],
  [
    'an invocation more',
    { invocations: [{ command: 'compile', events }, ...base.invocations] },
    ['events invocation-added compile'],
  ],
  [
    'an invocation of another command',
    { invocations: [{ command: 'compile', events }] },
    ['events invocation-missing run', 'events invocation-added compile'],
  ],
  ['no events', { invocations: [] }, ['events output-missing']],
]);

test('20,000 events against 20,000 others: each is named, soon', () => {
  const log = (name: string) =>
    logged(
      Array.from({ length: 20_000 }, (_, n) => event(name, { node_info: { unique_id: `model.shop.m${n}` } })),
    );
  const before = process.cpuUsage();
  const found = compare({ ...base, ...log('Node') }, { ...base, ...log('Other') });
  const { user, system } = process.cpuUsage(before);
  // A second of the processor's, in microseconds. Looking for each missing event among all added ones took a minute.
  expect(user + system).toBeLessThan(15_000_000);
  expect(found.filter(({ kind }) => kind === 'event-missing')).toHaveLength(20_000);
  expect(found.filter(({ kind }) => kind === 'event-added')).toHaveLength(20_000);
});

test('an event that comes twice elsewhere moved once, and is added once', () =>
  expect(facts(logged([1, 2, 0, 0].map((n) => events[n] as Json)))).toEqual([
    'events event-moved Start',
    'events event-added Start',
  ]));
