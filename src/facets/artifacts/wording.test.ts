import { expect, test } from 'vitest';
import { value } from '../../../fixtures/causes/differences.ts';
import { typed, type Untyped } from '../difference.ts';
import { titleOf } from '../registry.ts';

const title = (difference: Untyped) => titleOf(typed(difference));
const missing = (path: string): Untyped => ({
  ...{ facet: 'artifacts', kind: 'key-missing', path: `project/target/${path}` },
  reference: {},
});
const invalid = (file: string, violation: string): Untyped => ({
  ...{ facet: 'artifacts', kind: 'artifact-invalid', path: `project/target/${file}` },
  candidate: violation,
});

test.each<[string, Untyped]>([
  [
    'leaves out column due_cents of orders in catalog.json',
    missing('catalog.json#/nodes/model.shop.orders/columns/due_cents'),
  ],
  [
    'leaves out type of column id of orders in catalog.json',
    missing('catalog.json#/nodes/model.shop.orders/columns/id/type'),
  ],
  ['leaves out item 8 of results in run_results.json', missing('run_results.json#/results/7')],
  [
    'changes child_map of orders in manifest.json',
    value('manifest.json#/child_map/model.shop.orders', ['a long list'], []),
  ],
  [
    'writes args.quiet in run_results.json as false, not true',
    value('run_results.json#/args/quiet', true, false),
  ],
  [
    'changes adapter_response.rows_affected of a_long_name_of_some_model',
    value(
      'run_results.json#/results/model.shop.a_long_name_of_some_model/adapter_response/rows_affected',
      1,
      2,
    ),
  ],
  [
    'writes an invalid run_results.json: message is missing in results',
    invalid(
      'run_results.json',
      `/results/0 must have required property 'message' {"missingProperty":"message"}`,
    ),
  ],
  [
    'writes an invalid run_results.json: execution_time must be number',
    invalid('run_results.json', '/results/0/execution_time must be number {"type":"number"}'),
  ],
  [
    'writes an invalid manifest.json: unknown key language',
    invalid(
      'manifest.json',
      '/nodes/model.shop.a must NOT have additional properties {"additionalProperty":"language"}',
    ),
  ],
])('%s', (expected, difference) => expect(title(difference)).toBe(expected));
