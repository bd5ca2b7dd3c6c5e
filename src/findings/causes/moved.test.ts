import { expect, test } from 'vitest';
import type { Difference } from '../../facets/difference.ts';
import { ofMove } from './moved.ts';

const relation = (side: 'missing' | 'added', path: string, type = 'table') =>
  ({
    ...{ case: 'run/all', step: 0, facet: 'database', kind: `relation-${side}`, path },
    [side === 'missing' ? 'reference' : 'candidate']: type,
  }) as unknown as Difference;

const [from, to] = [relation('missing', 'dev_reports.sales'), relation('added', 'reports.sales')];

test.each([
  ['a relation', [from, to], 'creates the table sales in reports instead of dev_reports'],
  [
    'its schema as well',
    [relation('missing', 'dev_reports', 'schema'), from, relation('added', 'reports', 'schema'), to],
    'creates the table sales in reports instead of dev_reports',
  ],
  [
    'several',
    [from, to, relation('missing', 'dev_reports.audit'), relation('added', 'reports.audit')],
    'creates sales and 1 other relation in reports instead of dev_reports',
  ],
  ['another type', [from, relation('added', 'reports.sales', 'view')], undefined],
  ['another name', [from, relation('added', 'reports.sale')], undefined],
  ['a relation that is only missing', [from, to, relation('missing', 'dev.orders')], undefined],
] as const)('%s', (_, group, title) => expect(ofMove(from, group)).toBe(title));
