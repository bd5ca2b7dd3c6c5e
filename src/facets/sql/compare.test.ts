import { finds } from '../../../fixtures/facets/finds.ts';

finds('sql', [
  [
    'sql',
    { sql: { 'project/target/compiled/a.sql': 'select 2' } },
    ['sql sql-changed project/target/compiled/a.sql'],
  ],
]);
