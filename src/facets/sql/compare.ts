import type { Comparator } from '../facet.ts';
import type { kinds } from './kinds.ts';

/** Compiled and run SQL of files both sides wrote. Missing ones are the files facet’s. */
export const compareSql: Comparator<'sql', typeof kinds> = (reference, candidate) =>
  Object.entries(reference.sql).flatMap(([path, text]) => {
    const other = candidate.sql[path];
    return other === undefined || other === text
      ? []
      : [{ facet: 'sql', kind: 'sql-changed', path, reference: text, candidate: other }];
  });
