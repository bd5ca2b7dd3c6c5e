/** What of both engines' code a run keeps: that which can explain its differences. */
import { changedFunctions, isIn, type Pair } from './changed.ts';
import type { Changed, Code, CodeIndex } from './code-index.ts';
import { evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';

/** In a larger share of the modules a string points at none of them. */
const commonest = 0.5;
/** Patches of more functions than this would make the file of a run large. */
const mostPatches = 60;

/** Both engines' code, and how to read a function. */
export interface Known {
  readonly candidate: CodeIndex;
  readonly reference: CodeIndex;
  /** Of both engines' commands. */
  readonly names: readonly string[];
  /** Unified diff from the candidate's version of a function to the reference's. */
  readonly patchOf: (pair: Pair) => string | undefined;
}

/** Of both indices the strings that the facts contain, and of the functions that differ those that contain one of them. */
export function keptCode(facts: readonly Fact[], { candidate, reference, names, patchOf }: Known): Code {
  const evidence = facts.map(evidenceOf);
  const texts = [...new Set(evidence.flatMap((each) => [...each.candidate, ...each.reference, ...each.place]))];
  const own = reduced(candidate, texts);
  const theirs = reduced(reference, texts);
  const pairs = changedFunctions(candidate, reference, names);
  const few = pairs.length <= mostPatches;
  const told = pairs.filter(
    (pair) => few || contains(own, pair.candidate) || contains(theirs, pair.reference),
  );
  return {
    candidate: own,
    reference: theirs,
    differing: pairs.length,
    changed: told.map((pair, index): Changed => {
      const patch = index < mostPatches ? patchOf(pair) : undefined;
      const { name, file, line, end } = pair.candidate;
      return { name, file, line, end, ...(patch && { patch }) };
    }),
  };
}

const contains = ({ strings }: CodeIndex, range: Pick<Changed, 'file' | 'line' | 'end'>) =>
  strings.some(({ at }) => at.some((place) => isIn(range, place)));

function reduced(index: CodeIndex, texts: readonly string[]): CodeIndex {
  const telling = index.strings.filter(({ at }) => at.length <= Math.max(1, index.files.length * commonest));
  const matches = matchStrings(
    telling.map(({ text }) => text),
    texts,
  );
  return {
    files: index.files,
    strings: matches.flatMap(({ string }) => telling[string] ?? []),
    functions: [],
    commands: index.commands,
  };
}
