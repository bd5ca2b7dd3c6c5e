import { expect, test } from 'vitest';
import { event, file, line, reworded, rows, statement, value } from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { isGeneral, reasonsOf } from './company.ts';
import { factsOf } from './fact.ts';

const begin = statement('BEGIN');

/** The steps that show a statement, each set for another reason. */
function reasons(...steps: readonly (readonly [string, ...Untyped[]])[]) {
  const facts = steps.flatMap(([at, ...differences]) => factsOf(stepAt(at, differences)));
  const found = reasonsOf(facts);
  const general = facts.filter(({ differences: [first] }) => first === begin);
  return [...Map.groupBy(general, (fact) => found.get(fact)).values()].map((all) => all.map(({ at }) => at));
}

test('steps with something telling in common show a general fact for one reason', () => {
  expect(
    reasons(
      ['a/a#0', begin, line('Seeded'), file('home/.x')],
      ['a/b#0', begin, line('Seeded')],
      ['a/c#0', begin, file('home/.x')],
      ['a/d#0', begin, line('Cached')],
      ['a/e#0'],
    ),
  ).toEqual([['a/a#0', 'a/b#0', 'a/c#0'], ['a/d#0']]);
});

test('steps with nothing telling show it for one reason of their own', () => {
  expect(reasons(['a/a#0', begin], ['a/b#0', begin], ['a/c#0', begin, line('Seeded')])).toEqual([
    ['a/a#0', 'a/b#0'],
    ['a/c#0'],
  ]);
});

test('what is seen nearly everywhere tells nothing', () => {
  const seen = line('Hello');
  expect(
    reasons(
      ['a/a#0', begin, seen, line('Seeded')],
      ['a/b#0', begin, seen, line('Cached')],
      ['a/c#0', seen, line('Else')],
    ),
  ).toEqual([['a/a#0'], ['a/b#0']]);
});

test('a general fact that is seen for one reason only needs no number', () => {
  const facts = ['a/a#0', 'a/b#0'].flatMap((at) => factsOf(stepAt(at, [begin, line('Seeded')])));
  expect(reasonsOf(facts).size).toBe(0);
});

test('what tells is not split, whatever it is seen with', () => {
  const facts = ['One', 'Two', 'Three'].flatMap((other, n) =>
    factsOf(stepAt(`a/${n}#0`, [line('Seeded'), line(other)])),
  );
  expect(reasonsOf(facts).size).toBe(0);
});

test.each<[boolean, Untyped]>([
  [true, begin],
  [true, rows('dev.a')],
  [true, line('1 ...')],
  [true, file('project/target/run/a.sql')],
  [true, event('SQLQuery', '')],
  [true, value('run_results.json#/results/model.shop.a/message', 'a', 'b')],
  [true, { facet: 'events', kind: 'output-missing', path: '', reference: [] }],
  [false, line('Loaded manifest')],
  [false, file('home/.x')],
  [false, event('MainReportArgs', '')],
  [false, value('manifest.json#/metadata/env', 'a', 'b')],
])('general: %s, %j', (general, difference) => {
  const [fact] = factsOf(stepAt('a/a#0', [difference]));
  expect(fact && isGeneral(fact)).toBe(general);
});

test.each([
  ['1 of 3 OK loaded seed file dev.a [INSERT 6]', '1 of 3 ERROR loading seed file dev.a [ERROR]', true],
  ['OK loaded', 'ERROR loading', true],
  ['Completed successfully', 'Completed with 1 error, 0 partial successes, and 0 warnings:', true],
  ['Done. PASS=3', 'Failure in seed promotions (seeds/promotions.csv)', true],
  ['Loaded the manifest', 'Loaded the catalog', false],
  ['Connection: okay', 'Connection: ERROR in profile', false],
])('lines of progress have many causes: %s, %s', (reference, candidate, is) => {
  const [fact] = factsOf(stepAt('run/a#0', [reworded(reference, candidate)]));
  expect(isGeneral(fact as NonNullable<typeof fact>)).toBe(is);
});

test('a text that is logged as it is has the cause of that text', () => {
  const facts = factsOf(
    stepAt('run/a#0', [event('Formatting', 'Execution plan'), event('Formatting', 'Querying the catalog')]),
  );
  expect(facts).toHaveLength(2);
});
