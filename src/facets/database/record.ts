/** Fields of a row as Postgres prints it: `(1,"a ""b""",)`. */
export function fieldsOf(row: string): readonly string[] {
  const fields: string[] = [];
  const field = /("(?:[^"\\]|""|\\.)*"|[^,]*)(?:,|$)/gy;
  const inner = row.slice(1, -1);
  for (let at = 0; at <= inner.length; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(inner);
    if (!found) break;
    const [all, text = ''] = found;
    fields.push(
      text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"').replaceAll(/\\(.)/g, '$1') : text,
    );
    if (!all.endsWith(',')) break;
  }
  return fields;
}
