/** The columns in which the rows of two sides differ. */
import type { Relation } from '../../observe/observation.ts';

/**
 * Each row that only one side has is paired with the most similar one of the other side.
 * @returns names in the order of the columns; none where rows cannot be paired: their numbers or columns differ, or two rows have
 * no value in common.
 */
export function changedColumns(
  columns: Relation['columns'],
  reference: readonly string[],
  candidate: readonly string[],
): readonly string[] {
  if (reference.length !== candidate.length) return [];
  const others = candidate.map(printedFieldsOf);
  const changed = new Set<number>();
  for (const fields of reference.map(printedFieldsOf)) {
    const best = others
      .map((other) => ({ other, differing: columns.flatMap((_, n) => (fields[n] === other[n] ? [] : [n])) }))
      .reduce((a, b) => (b.differing.length < a.differing.length ? b : a));
    if (best.differing.length === columns.length) return [];
    for (const n of best.differing) changed.add(n);
    others.splice(others.indexOf(best.other), 1);
  }
  return columns.filter((_, n) => changed.has(n)).map(({ name }) => name);
}

/** Fields of a row as Postgres prints it: `(1,"a ""b""",)`. */
export const fieldsOf = (row: string): readonly string[] =>
  printedFieldsOf(row).map((text) =>
    text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"').replaceAll(/\\(.)/g, '$1') : text,
  );

/** The same as they are printed, so that null and an empty text differ. */
export function printedFieldsOf(row: string): readonly string[] {
  const fields: string[] = [];
  const field = /("(?:[^"\\]|""|\\.)*"|[^,]*)(?:,|$)/gy;
  const inner = row.slice(1, -1);
  for (let at = 0; at <= inner.length; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(inner);
    if (!found) break;
    const [all, text = ''] = found;
    fields.push(text);
    if (!all.endsWith(',')) break;
  }
  return fields;
}
