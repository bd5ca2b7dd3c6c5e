/** Pieces of source that go into a suggested fix. */
import { structuredPatch } from 'diff';

/** A longer patch is read in the repository, not in an issue. */
const longest = 40;

/** A piece of a file, and the 1-based line that it begins with. */
export interface Piece {
  readonly name: string;
  readonly first: number;
  readonly lines: readonly string[];
}

/** Unified diff between two versions of a function; none where it is long. */
export function patchBetween(candidate: Piece, reference: Piece): string | undefined {
  if (candidate.lines.length === 0 || reference.lines.length === 0) return undefined;
  const text = ({ lines }: Piece) => `${lines.join('\n')}\n`;
  const { hunks } = structuredPatch('', '', text(candidate), text(reference), '', '', { context: 2 });
  const lines = hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart + candidate.first - 1},${hunk.oldLines} +${hunk.newStart + reference.first - 1},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  const patch = [`--- ${candidate.name}`, `+++ ${reference.name}`, ...lines];
  return patch.length <= longest ? patch.join('\n') : undefined;
}

/** The statement at the top level of a module that contains a line, closing bracket included. */
export function statementAt(lines: readonly string[], line: number): string | undefined {
  const isTop = (text: string | undefined) => text !== undefined && /^[^\s)\]}#]/.test(text);
  let first = line - 1;
  while (first > 0 && !isTop(lines[first])) first--;
  let end = line;
  while (end < lines.length && !isTop(lines[end])) end++;
  const statement = lines.slice(first, end).join('\n').trimEnd();
  return statement !== '' && statement.split('\n').length <= longest ? statement : undefined;
}
