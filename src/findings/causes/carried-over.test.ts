import { expect, test } from 'vitest';
import { file, line, rows, value } from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { carriedOver } from './carried-over.ts';
import { factsOf } from './fact.ts';

/** Which facts of these steps follow from which, by their keys and steps. */
function follows(...steps: readonly (readonly [string, ...Untyped[]])[]) {
  const facts = steps.flatMap(([at, ...differences]) => factsOf(stepAt(at, differences)));
  const name = (one: { readonly at: string; readonly differences: readonly Untyped[] }) =>
    `${one.at} ${one.differences[0]?.path}`;
  return [...carriedOver(facts)].map(([late, early]) => `${name(late)} from ${name(early)}`);
}

test('a file that an earlier step of the case left is the same in the later ones', () => {
  expect(
    follows(['run/a#0', file('home/.x')], ['run/a#1', file('home/.x')], ['run/a#2', file('home/.x')]),
  ).toEqual(['run/a#1 home/.x from run/a#0 home/.x', 'run/a#2 home/.x from run/a#0 home/.x']);
});

test('what is in a folder follows from the folder', () => {
  const found = follows(['run/a#0', file('home/.x')], ['run/a#1', file('home/.x/y/z')]);
  expect(found).toEqual(['run/a#1 home/.x/y/z from run/a#0 home/.x']);
});

test('a relation follows from the same relation, and a page that is served from its file', () => {
  const page: Untyped = {
    ...{ facet: 'http', kind: 'answer-changed', path: 'http://127.0.0.1:80/catalog.json body' },
    ...{ reference: 'a', candidate: 'b' },
  };
  const catalog = value('catalog.json#/nodes', 1, 2);
  expect(follows(['a/a#0', rows('dev.a'), catalog], ['a/a#1', { ...rows('dev.a') }, page])).toEqual([
    'a/a#1 dev.a from a/a#0 dev.a',
    `a/a#1 ${page.path} from a/a#0 ${catalog.path}`,
  ]);
});

test.each<[string, readonly (readonly [string, ...Untyped[]])[]]>([
  [
    'another case has nothing of it',
    [
      ['run/a#0', file('home/.x')],
      ['run/b#1', file('home/.x')],
    ],
  ],
  [
    'another file of the same folder',
    [
      ['run/a#0', file('home/.x/y')],
      ['run/a#1', file('home/.x/z')],
    ],
  ],
  ['the same step', [['run/a#0', file('home/.x'), file('home/.x/y')]]],
  [
    'what is printed again is shown again',
    [
      ['run/a#0', line('x')],
      ['run/a#1', line('x')],
    ],
  ],
])('not: %s', (_, steps) => expect(follows(...steps)).toEqual([]));

test('a fact of which some is new does not follow', () => {
  const compiled = (name: string) => file(`project/target/run/${name}`);
  expect(follows(['run/a#0', compiled('a.sql')], ['run/a#1', compiled('a.sql'), compiled('b.sql')])).toEqual(
    [],
  );
  expect(follows(['run/a#0', compiled('a.sql')], ['run/a#1', compiled('a.sql')])).toHaveLength(1);
});
