import { base } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';

finds('statements', [
  ['none', { statements: [] }, ['statements output-missing']],
  [
    'statement lost',
    { statements: [{ sql: 'begin' }, { sql: 'select 1' }] },
    ['statements statement-missing statement 3'],
  ],
  [
    'statement failing',
    { statements: base.statements.with(1, { sql: 'select 1', error: '42P01: no' }) },
    ['statements statement-changed statement 2'],
  ],
  [
    'statement with other values',
    { statements: base.statements.with(1, { sql: 'select 1', parameters: "$1 = '7'" }) },
    ['statements statement-changed statement 2'],
  ],
  [
    'statement more',
    { statements: [...base.statements, { sql: 'vacuum' }] },
    ['statements statement-added after statement 3'],
  ],
]);
