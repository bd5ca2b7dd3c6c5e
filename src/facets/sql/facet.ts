import { defineFacet } from '../facet.ts';
import { compareSql } from './compare.ts';
import { kinds } from './kinds.ts';

export const sql = defineFacet({
  name: 'sql',
  label: 'rendered SQL',
  where: 'In the SQL under `target`',
  about: 'The compiled and run SQL of files that both sides wrote.',
  lookIn: ['compilation', 'task/compile', 'cli/{command}'],
  compare: compareSql,
  kinds,
});
