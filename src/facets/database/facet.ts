import type { Json } from '../../config/json.ts';
import { structuralDifferences } from '../../diff/structure.ts';
import type { Relation } from '../../observe/observation.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';
import { changedColumns } from './rows.ts';

const facet = 'database' as const;

/** Every relation: there or not, its shape, its rows. */
export const compareDatabase: Comparator<'database', typeof kinds> = (reference, candidate) => {
  const names = [...new Set([...Object.keys(reference.database), ...Object.keys(candidate.database)])].sort();
  return names.flatMap((path) => {
    const [r, c] = [reference.database[path], candidate.database[path]];
    if (!r) return c ? [{ facet, kind: 'relation-added', path, candidate: c.kind }] : [];
    if (!c) return [{ facet, kind: 'relation-missing', path, reference: r.kind }];
    return [...compareShape(path, r, c), ...compareRows(path, r, c)];
  });
};

function compareShape(
  path: string,
  reference: Relation,
  candidate: Relation,
): readonly DifferenceOf<'database', typeof kinds>[] {
  const shape = ({ rowCount: _, digest: __, rows: ___, ...rest }: Relation) => rest as unknown as Json;
  return structuralDifferences(shape(reference), shape(candidate)).map((difference) => ({
    ...difference,
    facet,
    kind: 'relation-changed',
    path: `${path}/${difference.path}`,
  }));
}

function compareRows(
  path: string,
  r: Relation,
  c: Relation,
): readonly DifferenceOf<'database', typeof kinds>[] {
  const same =
    r.rowCount === c.rowCount && r.digest === c.digest && r.rows?.join('\n') === c.rows?.join('\n');
  if (same) return [];
  const only = (a: Relation, b: Relation) => {
    const others = [...(b.rows ?? [])];
    return (a.rows ?? []).filter((row) => {
      const at = others.indexOf(row);
      if (at >= 0) others.splice(at, 1);
      return at < 0;
    });
  };
  const [ours, theirs] = [only(r, c), only(c, r)];
  const areAlike = r.rowCount === c.rowCount && namesOf(r) === namesOf(c);
  const columns = areAlike ? changedColumns(r.columns, ours, theirs) : [];
  return [
    {
      facet,
      kind: 'rows-changed',
      path,
      reference: { count: r.rowCount, only: ours },
      candidate: { count: c.rowCount, only: theirs, ...(columns.length > 0 && { columns }) },
    },
  ];
}

const namesOf = ({ columns }: Relation) => JSON.stringify(columns.map(({ name }) => name));

export const database = defineFacet({
  name: 'database',
  label: 'database',
  where: 'In the database',
  about: 'Every relation in the database after the step: whether it exists, its definition, its rows.',
  lookIn: ['task/{command}', 'cli/{command}', 'tasks/{command}'],
  strength: 3,
  compare: compareDatabase,
  kinds,
});
