import { expect, test } from 'vitest';
import { value } from '../../../fixtures/causes/differences.ts';
import { type Difference, typed } from '../../facets/difference.ts';
import { titleOfCause } from './title.ts';

const added = (keys: string, at: Partial<Difference> = {}, kind = 'key-added'): Difference => ({
  ...typed({ ...value(`manifest.json#/${keys}`, 1, 2), kind: kind as 'key-added' }),
  ...{ id: '', case: 'run/a', step: 0, impact: 'contract' as const, fingerprint: keys },
  ...(at as object),
});

const titled = (keys: readonly Difference[], commands = ['run']) =>
  titleOfCause({ leads: keys.slice(0, 1), group: keys, commands });

const ofNode = (key: string) => added(`nodes/model.shop.a/${key}`);

test('two keys are named, three counted', () => {
  expect(titled([ofNode('x'), ofNode('y')])).toBe('adds x and y to a in manifest.json (run)');
  expect(titled([ofNode('x'), ofNode('y'), ofNode('z')])).toBe(
    'adds x, y and 1 more key to a in manifest.json (run)',
  );
});

test('without room, the artifact is left out, then the second key', () => {
  const [long, longer] = ['a_key_with_a_name_that_is_long', 'and_this_other_key_has_one_too'];
  expect(titled([ofNode(long), ofNode(longer)])).toBe(`adds ${long} and ${longer} to a (run)`);
  expect(titled([ofNode(long), ofNode(longer)], ['source freshness'])).toBe(
    `adds ${long} and 1 more key to a (source freshness)`,
  );
});

test('keys of other nodes, kinds and steps are not named', () => {
  const others = [
    added('nodes/model.shop.b/y'),
    added('nodes/model.shop.a/y', { step: 1 }),
    added('nodes/model.shop.a/y', {}, 'key-missing'),
  ];
  expect(titled([ofNode('x'), ...others])).toBe('adds x to a in manifest.json (run)');
});
