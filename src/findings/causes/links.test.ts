import { expect, test } from 'vitest';
import { event, exit, file, line, reworded, statement, value } from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { type Fact, factsOf } from './fact.ts';
import { linked } from './links.ts';

const facts = (at: string, ...differences: readonly Untyped[]) => factsOf(stepAt(at, differences));
const sizes = (all: readonly Fact[]) => linked(all, ({ key }) => key).map(({ length }) => length);

const checksum = 'f'.repeat(64);
const event_changed = (path: string, reference: string, candidate: string): Untyped => ({
  ...{ facet: 'events', kind: 'event-changed', path },
  ...{ reference, candidate },
});
const argument = (file: string): Untyped => ({
  ...{ facet: 'artifacts', kind: 'key-missing', path: `project/target/${file}#/args/full_refresh` },
  reference: true,
});

test.each<[string, Untyped, Untyped]>([
  [
    'the same edit of a line and of a value',
    reworded('in the cache folder', 'in the store folder'),
    value('manifest.json#/metadata/a', 'the cache folder', 'the store folder'),
  ],
  ['the same words of a line and of an event', line('Loaded manifest'), event('Loaded', 'Loaded manifest')],
  ['the same argument in two artifacts', argument('run_results.json'), argument('manifest.json')],
  [
    'an argument in an artifact and in the log',
    argument('run_results.json'),
    event_changed('MainReportArgs/data/args/full_refresh', 'True', 'False'),
  ],
  [
    'a file and the event that names it',
    file('project/target/note.txt'),
    event('Wrote', 'to target/note.txt'),
  ],
  [
    'a checksum in two artifacts',
    value('manifest.json#/nodes/model.shop.a/checksum/checksum', '', checksum),
    value('run_results.json#/results/model.shop.a/sum', '', checksum),
  ],
  [
    'the only change within the words of SQL and of a value',
    {
      ...{ facet: 'statements', kind: 'statement-changed', path: 'statement 1' },
      ...{ reference: 'select * from "shop"."a"', candidate: 'select * from "a"' },
    },
    value('manifest.json#/nodes/model.shop.a/relation_name', '"shop"."a"', '"a"'),
  ],
])('%s says the same', (_, a, b) => expect(sizes(facts('a/a#0', a, b))).toEqual([2]));

test.each<[string, Untyped, Untyped]>([
  ['other words', reworded('in the cache folder', 'in the store folder'), line('Loaded manifest')],
  [
    'the same change of a common word',
    reworded('a success', 'a error'),
    value('run_results.json#/metadata/a', 'success', 'error'),
  ],
  ['SQL and a line', statement('select cache_folder'), line('cache_folder')],
  ['how it ends and a line', exit(0, 1, 'no cache_folder'), line('no cache_folder')],
  ['a model and another file', file('project/models/note.txt'), event('Wrote', 'to target/note.txt')],
])('not so %s', (_, a, b) => expect(sizes(facts('a/a#0', a, b))).toEqual([1, 1]));

test('the same edit in different steps tells nothing, but a checksum in those of one case', () => {
  const [a, b] = [line('Loaded manifest'), event('Loaded', 'Loaded manifest')];
  expect(sizes([...facts('a/a#0', a), ...facts('a/a#1', b)])).toEqual([1, 1]);
  const [c, d] = [
    value('manifest.json#/nodes/model.shop.a/checksum/checksum', '', checksum),
    value('run_results.json#/results/model.shop.a/sum', '', checksum),
  ];
  expect(sizes([...facts('a/a#0', c), ...facts('a/a#1', d)])).toEqual([2]);
  expect(sizes([...facts('a/a#0', c), ...facts('a/b#0', d)])).toEqual([1, 1]);
});

test('facts of one key are together, but for those that are told apart', () => {
  const all = ['a/a#0', 'a/b#0'].flatMap((at) => facts(at, line('Done')));
  expect(linked(all, ({ key }) => key)).toHaveLength(1);
  expect(linked(all, ({ key, at }) => `${key} ${at}`)).toHaveLength(2);
});

test('facts of keys that are linked in any step are together in all', () => {
  const [a, b] = [line('Loaded manifest'), event('Loaded', 'Loaded manifest')];
  const apart = [...facts('a/b#0', a), ...facts('a/c#0', b)];
  expect(sizes(apart)).toEqual([1, 1]);
  expect(sizes([...apart, ...facts('a/a#0', a, b)])).toEqual([4]);
});

test('a link is passed on', () => {
  const all = facts(
    'a/a#0',
    line('Loaded manifest'),
    event('Loaded', 'Loaded manifest'),
    value('manifest.json#/metadata/a', '', 'Loaded manifest'),
    line('Nothing else'),
  );
  expect(sizes(all).toSorted()).toEqual([1, 3]);
});
