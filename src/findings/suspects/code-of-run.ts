/** Reads at the end of a run what its report needs of both engines' code. */
import type { Engine } from '../../engines/engine.ts';
import type { Pair } from './changed.ts';
import type { Code, CodeFunction, CodeIndex, Place } from './code-index.ts';
import type { Fact } from './evidence.ts';
import { keptCode } from './kept.ts';
import { patchBetween, statementAt } from './patch.ts';
import { readCode, readLines } from './read-code.ts';

/**
 * What a run keeps of both engines' code; undefined where no difference asks for it.
 * @param facts all differences of the run.
 */
export async function codeOfRun(
  { reference, candidate }: { readonly reference: Engine; readonly candidate: Engine },
  facts: readonly Fact[],
): Promise<Code | undefined> {
  if (facts.length === 0) return undefined;
  const names = [...new Set([reference.command, candidate.command])].sort();
  const own = await readCode(candidate, names);
  const theirs = await readCode(reference, names);
  const [ownLines, theirLines] = [await readLines(candidate), await readLines(reference)];
  const piece = (index: CodeIndex, lines: (name: string) => readonly string[], range: CodeFunction) => {
    const name = index.files[range.file] ?? '';
    return { name, first: range.line, lines: lines(name).slice(range.line - 1, range.end) };
  };
  return keptCode(facts, {
    candidate: own,
    reference: theirs,
    names,
    patchOf: (pair: Pair) =>
      patchBetween(piece(own, ownLines, pair.candidate), piece(theirs, theirLines, pair.reference)),
    statementAt: ({ file, line }: Place) => statementAt(theirLines(theirs.files[file] ?? ''), line),
  });
}
