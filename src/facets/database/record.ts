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
