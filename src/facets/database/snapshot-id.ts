import { createHash } from 'node:crypto';
import type { Normaliser } from '../../normalise/normaliser.ts';
import { isMoment } from '../../normalise/times.ts';
import type { Relation } from '../../observe/observation.ts';
import { fieldsOf } from './rows.ts';

const digest = /^[0-9a-f]{32}$/;

/**
 * Ids of snapshot records: a digest of the row's key and the moment of the snapshot. Worked out again from the row itself:
 * only what really is that digest, of a moment within the step, becomes the key in its stead.
 */
export const snapshotId: Normaliser = {
  name: 'snapshot-id',
  why: 'A snapshot with the check strategy uses the current time for validity columns and record ids.',
  relation: (relation, context) => {
    if (!relation.rows || !relation.columns.some(({ name }) => name.endsWith('scd_id'))) return relation;
    const rows = relation.rows.map((row) => ({ row, fields: fieldsOf(row) }));
    const ids = rows.flatMap(({ fields }) => fields.filter((field) => digest.test(field)));
    return { ...relation, rows: rows.map(({ row, fields }) => named(row, fields, ids, relation)) };

    function named(row: string, fields: readonly string[], others: readonly string[], of: Relation): string {
      const moments = fields.filter((field) => isMoment(field, context));
      return fields
        .filter((field) => digest.test(field))
        .reduce((text, id) => {
          const key = keyOf(id, moments, [...fields, ...others], of.columns.length);
          return key === undefined ? text : text.replaceAll(id, `{id of ${key}}`);
        }, row);
    }
  },
};

/** What a digest was made of besides a moment: one field of the row, two of them, or the id of an earlier record. */
function keyOf(
  id: string,
  moments: readonly string[],
  fields: readonly string[],
  own: number,
): string | undefined {
  const pairs = fields.slice(0, own).flatMap((a, at) => fields.slice(at + 1, own).map((b) => `${a}|${b}`));
  for (const moment of new Set(moments))
    for (const key of [...fields, ...pairs])
      if (createHash('md5').update(`${key}|${moment}`).digest('hex') === id)
        return digest.test(key) ? 'an earlier record' : key;
  return undefined;
}
