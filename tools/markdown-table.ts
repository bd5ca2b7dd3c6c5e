import { plain } from '../src/report/markdown/markdown.ts';

/** Head of each column, and what it says about a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/**
 * A Markdown table with padded cells, as the formatter of documents writes it.
 * @param leftAligned heads of columns with texts; the others have numbers.
 */
export function markdownTable<Row>(
  columns: Columns<Row>,
  rows: readonly Row[],
  leftAligned: readonly string[],
): string {
  const padded = Object.entries(columns).map(([head, cell]) => {
    const texts = [head, ...rows.map((row) => plain(cell(row)))];
    const width = Math.max(3, ...texts.map(({ length }) => length));
    const isLeft = leftAligned.includes(head);
    const [first = '', ...rest] = texts.map((text) => (isLeft ? text.padEnd(width) : text.padStart(width)));
    return [first, (isLeft ? '' : ':').padStart(width, '-'), ...rest];
  });
  const line = (_: unknown, row: number) => `| ${padded.map((cells) => cells[row]).join(' | ')} |`;
  return Array.from({ length: rows.length + 2 }, line).join('\n');
}
