import { expect, test } from 'vitest';
import { event, value } from '../../../fixtures/causes/differences.ts';
import type { Untyped } from '../../facets/difference.ts';
import { isRenaming, renamedNodes } from './renamed.ts';

const [old, other] = ['test.shop.unique_orders_id.0123456789', 'test.shop.unique_orders_id.9876543210'];
const node = (side: 'missing' | 'added', id: string): Untyped => ({
  ...{ facet: 'artifacts', kind: `key-${side}`, path: `project/target/manifest.json#/nodes/${id}` },
  [side === 'missing' ? 'reference' : 'candidate']: {},
});
const both = [node('missing', old), node('added', other)];

test.each([
  ['that is in the place of another', both, [old, other]],
  ['that is only missing', [node('missing', old)], []],
  [
    'that is in the place of one of another name',
    [node('missing', old), node('added', 'test.shop.b.0123456789')],
    [],
  ],
  ['that is in the place of two', [...both, node('added', 'test.shop.unique_orders_id.1111111111')], []],
  ['without a digest', [node('missing', 'model.shop.a'), node('added', 'model.shop.a')], []],
])('a test %s', (_, differences, ids) => expect([...renamedNodes(differences).keys()]).toEqual(ids));

const children = (...ids: readonly string[]) => ids as unknown as string;

test.each([
  [true, 'an event about it', event('NodeStart', '', other)],
  [
    true,
    'a list with its id',
    value('manifest.json#/child_map/model.shop.a', children(old, 'b'), children('b', other)),
  ],
  [
    false,
    'a list that lacks something else as well',
    value('manifest.json#/child_map/model.shop.a', children(old, 'b'), children(other)),
  ],
  [false, 'an event about another node', event('NodeStart', '', 'model.shop.a')],
])('follows from its id: %s, %s', (is, _, difference) =>
  expect(isRenaming(difference, renamedNodes(both))).toBe(is),
);
