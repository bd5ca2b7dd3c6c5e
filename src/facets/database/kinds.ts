import type { Json } from '../../config/json.ts';
import { type At, type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { generalKeys } from '../paths.ts';
import { brief, counted, shown } from '../wording.ts';

/** How many rows a relation holds, and, where there are few, those that the other side's does not hold. */
export type Rows = {
  readonly count: number;
  readonly only: readonly string[];
  /** The columns in which rows of equal number differ, where rows of both sides can be paired; only on the candidate's side. */
  readonly columns?: readonly string[];
};

/** A property of a relation; a side without it shows nothing. */
export type Property = {
  readonly reference?: Json;
  readonly candidate?: Json;
};

export const kinds = {
  'relation-missing': kind<OnlyReference<string>>({
    about: 'A table or view is not in the database afterwards.',
    impact: 'data',
    title: ({ path, reference }) => `does not create the ${reference} ${path}`,
    fix: ({ path, reference }) => `Create the ${reference} ${path}, or do not drop it.`,
    subject: ({ reference }) => reference,
  }),
  'relation-added': kind<OnlyCandidate<string>>({
    about:
      'A table or view that only the candidate leaves in the database. Often it is a temporary table that was not dropped.',
    impact: 'data',
    title: ({ path, candidate }) => `leaves an extra ${candidate} in the database: ${path}`,
    fix: ({ path, candidate }) => `Do not create the ${candidate} ${path}, or drop it afterwards.`,
    subject: ({ candidate }) => candidate,
  }),
  'relation-changed': kind<Property>({
    about:
      'A relation has a different kind (table, view), owner, comment, column, type, constraint, index, grant or view definition.',
    impact: 'data',
    title: (difference) => {
      const { relation, column, key } = placeOf(difference);
      const { reference, candidate } = difference;
      if (column !== undefined && key === '')
        return candidate === undefined
          ? `creates ${relation} without the column ${column}`
          : `creates ${relation} with an extra column ${column}`;
      if (key === 'type' && typeof reference === 'string' && typeof candidate === 'string')
        return `makes ${relation}.${column} ${candidate}, not ${reference}`;
      if (column !== undefined)
        return `creates column ${column} of ${relation} with ${key} ${brief(candidate ?? null)} instead of ${brief(reference ?? null)}`;
      return `creates ${relation} with ${titleOfProperty[key] ?? `a different ${key}`}`;
    },
    fix: (difference) => {
      const { relation, column, key } = placeOf(difference);
      const { reference, candidate } = difference;
      const of = column === undefined ? relation : `column ${column} of ${relation}`;
      return `Create ${of} with ${key || 'the definition'} ${reference === undefined ? 'left out' : shown(reference)}${candidate === undefined ? '' : `; it has ${shown(candidate)}`}.`;
    },
    subject: (difference) => generalKeys(placeOf(difference).keys),
  }),
  'rows-changed': kind<Both<Rows>>({
    about:
      'A relation has different rows. Reports show both row counts and, for small differences, the rows that only one side has. The order of rows is ignored.',
    impact: 'data',
    title: ({ path, reference, candidate }) =>
      reference.count === candidate.count
        ? `leaves different ${valuesOf(candidate)} in ${path}`
        : `leaves ${counted(candidate.count, 'row')} instead of ${reference.count} in ${path}`,
    fix: ({ path, reference, candidate }) =>
      `Leave ${counted(reference.count, 'row')} in ${path}${rowsOf('such as', reference)}; it has ${candidate.count}${rowsOf('such as', candidate)}.`,
    subject: () => 'rows',
  }),
};

const titleOfProperty: Readonly<Record<string, string>> = {
  kind: 'a different kind',
  owner: 'a different owner',
  comment: 'a different comment',
  constraints: 'different constraints',
  indexes: 'different indexes',
  grants: 'different grants',
  definition: 'a different view definition',
  'columns.@order': 'its columns in a different order',
};

/** `dev.orders/columns/id/type`: the relation, then what of it. */
function placeOf({ path }: At<Property>) {
  const [relation = '', ...keys] = path.split('/');
  const ofColumn = keys[0] === 'columns' && keys[1] !== '@order' ? keys[1] : undefined;
  return {
    relation,
    keys: keys.join('/'),
    column: ofColumn,
    key: keys.slice(ofColumn === undefined ? 0 : 2).join('.'),
  };
}

/** Columns that a title names. */
const most = 2;

const valuesOf = ({ columns = [] }: Rows) =>
  columns.length === 0 || columns.length > most ? 'rows' : `values of ${columns.join(' and ')}`;

const rowsOf = (intro: string, { only: [first] }: Rows) =>
  first === undefined ? '' : `, ${intro} ${shown(first)}`;
