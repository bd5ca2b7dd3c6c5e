import { expect, test } from 'vitest';
import type { Difference } from '../../facets/difference.ts';
import { withPart } from './title-details.ts';

const sql = (reference: string, candidate: string, facet = 'sql', path = 'target/compiled/a.sql') =>
  ({ facet, kind: 'sql-changed', path, reference, candidate }) as unknown as Difference;

test.each([
  ['a part that is left out', sql('from "shop"."a"', 'from "a"'), ['x: without shop']],
  ['a part that is added', sql('from "a"', 'from "shop"."a"'), ['x: with shop']],
  ['a part that is replaced', sql('__dbt__cte__a', '__fork__cte__a'), ['x: fork instead of dbt']],
  ['other changes', sql('select 1', 'select a, b'), []],
  ['a file', sql('from "shop"."a"', 'from "a"', 'files'), []],
])('%s', (_, lead, titles) => expect(withPart('x', lead)).toEqual(titles));
