import { expect, test } from 'vitest';
import { nodeName } from '../dbt/unique-id.ts';
import { titleOf } from './registry.ts';
import { titled } from './wording.ts';

const line = (candidate: string) =>
  titleOf({ facet: 'stdout', kind: 'line-added', path: 'after line 1', candidate });

test('a title shows no colour, no time and nothing that a normaliser put there', () => {
  expect(line('\u001b[0m{time}  Building {connection taken}')).toBe(
    'prints an extra line on stdout: Building connection taken',
  );
  expect(titled('at {moment} in {project}/target')).toBe('at in project/target');
});

test('a title leaves room for the commands', () => {
  expect(line('x'.repeat(500)).length).toBeLessThanOrEqual(72);
  expect(titled('x'.repeat(500))).toHaveLength(72);
});

test.each([
  ['model.shop.orders', 'orders'],
  ['source.shop.raw.customers', 'raw.customers'],
  ['test.shop.not_null_orders_id.0123456789', 'not_null_orders_id'],
  ['orders', 'orders'],
])('%s is %s', (id, name) => expect(nodeName(id)).toBe(name));
