import { defineFacet } from '../facet.ts';
import { compareDatabase } from './compare.ts';
import { kinds } from './kinds.ts';

export const database = defineFacet({
  name: 'database',
  label: 'database',
  where: 'In the database',
  about: 'Every relation in the database after the step: whether it exists, its definition, its rows.',
  lookIn: ['task/{command}', 'cli/{command}', 'tasks/{command}'],
  compare: compareDatabase,
  kinds,
});
