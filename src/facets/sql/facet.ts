import { type Comparator, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';

/** Compiled and run SQL of files both sides wrote. Missing ones are the files facet’s. */
export const compareSql: Comparator<'sql', typeof kinds> = (reference, candidate) =>
  Object.entries(reference.sql).flatMap(([path, text]) => {
    const other = candidate.sql[path];
    return other === undefined || other === text
      ? []
      : [{ facet: 'sql', kind: 'sql-changed', path, reference: text, candidate: other }];
  });

export const sql = defineFacet({
  name: 'sql',
  label: 'rendered SQL',
  where: 'In the SQL under `target`',
  about: 'The compiled and run SQL of files that both sides wrote.',
  lookIn: ['compilation', 'task/compile', 'cli/{command}'],
  strength: 4,
  compare: compareSql,
  kinds,
});
