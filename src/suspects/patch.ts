/** Pieces of source that go into a suggested fix. */
import { createTwoFilesPatch } from 'diff';

/** A longer patch is read in the repository, not in an issue. */
const longest = 40;

/** A piece of a file. */
export interface Piece {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Unified diff between two versions of a function; none where it is long. */
export function patchBetween(candidate: Piece, reference: Piece): string | undefined {
  if (candidate.lines.length === 0 || reference.lines.length === 0) return undefined;
  const text = ({ lines }: Piece) => `${lines.join('\n')}\n`;
  const patch = createTwoFilesPatch(
    candidate.name,
    reference.name,
    text(candidate),
    text(reference),
    '',
    '',
    {
      context: 2,
    },
  );
  const lines = patch
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('====='));
  return lines.length <= longest ? lines.join('\n') : undefined;
}

/** The statement at the top level of a module that contains a line, decorators and closing bracket included. */
export function statementAt(lines: readonly string[], line: number): string | undefined {
  const isTop = (text: string | undefined) => text !== undefined && /^[^\s)\]}#]/.test(text);
  let first = line - 1;
  while (first > 0 && !isTop(lines[first])) first--;
  let end = line;
  while (end < lines.length && !isTop(lines[end])) end++;
  const statement = lines.slice(first, end).join('\n').trimEnd();
  return statement !== '' && statement.split('\n').length <= longest ? statement : undefined;
}
