/** What of both engines' code a run keeps: that which can explain its differences. */
import { changedFunctions, isIn, type Pair, plainFile } from './changed.ts';
import type { Changed, Code, CodeIndex, Place } from './code-index.ts';
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
  /** Source of the reference's statement that contains a place. */
  readonly statementAt: (place: Place) => string | undefined;
}

/** Of both indices the strings that the facts contain, and of the functions that differ those that contain one of them. */
export function keptCode(facts: readonly Fact[], known: Known): Code {
  const { candidate, reference, names, patchOf } = known;
  const texts = [...new Set(facts.flatMap((fact) => evidenceOf(fact).map(({ text }) => text)))];
  const own = reduced(candidate, texts, wordsOf(reference));
  const theirs = reduced(reference, texts, wordsOf(candidate));
  const pairs = changedFunctions(candidate, reference, names);
  const few = pairs.length <= mostPatches;
  const told = pairs.filter(
    (pair) =>
      few ||
      contains(own, pair.candidate) ||
      contains(theirs, pair.reference) ||
      candidate.commands.some((taken) => isIn(pair.candidate, taken)),
  );
  return {
    candidate: own,
    reference: theirs,
    differing: pairs.length,
    changedFiles: changedFiles(pairs, { candidate, reference, names }),
    changed: told.toSorted(byTexts(own, theirs)).map((pair, index): Changed => {
      // All that a module does at its top level is no explanation of one cause.
      const isFunction = pair.candidate.name !== '<module>';
      const patch = isFunction && index < mostPatches ? patchOf(pair) : undefined;
      const { name, file, line, end } = pair.candidate;
      const { reference: was } = pair;
      return {
        name,
        file,
        line,
        end,
        was: { file: was.file, line: was.line, end: was.end },
        ...(patch && { patch }),
      };
    }),
    options: optionsOf(facts, known),
  };
}

/** First the functions with most texts that the other engine's code does not have: those explain most. */
function byTexts(own: CodeIndex, theirs: CodeIndex): (a: Pair, b: Pair) => number {
  const lacking = ({ strings }: CodeIndex, others: CodeIndex) => {
    const known = new Set(others.strings.map(({ text }) => text));
    return strings.filter(({ text }) => !known.has(text)).flatMap(({ at }) => at);
  };
  const [added, missing] = [lacking(own, theirs), lacking(theirs, own)];
  const count = ({ candidate, reference }: Pair) =>
    added.filter((place) => isIn(candidate, place)).length +
    missing.filter((place) => isIn(reference, place)).length;
  return (a, b) => count(b) - count(a);
}

function optionsOf(facts: readonly Fact[], { reference, statementAt }: Known): Code['options'] {
  const missing = new Set(facts.flatMap(({ kind, path }) => (kind === 'option-missing' ? [path] : [])));
  const found = [...missing].flatMap((option) => {
    const [first] = reference.strings.filter(({ text }) => text === option).flatMap(({ at }) => at);
    const source = first && statementAt(first);
    return source ? [[option, source] as const] : [];
  });
  return Object.fromEntries(found);
}

function changedFiles(
  pairs: readonly Pair[],
  { candidate, reference, names }: Pick<Known, 'candidate' | 'reference' | 'names'>,
): readonly number[] {
  const theirs = new Set(reference.files.map((file) => plainFile(file, names)));
  const changed = new Set(pairs.map((pair) => pair.candidate.file));
  return candidate.files.flatMap((file, index) =>
    changed.has(index) || !theirs.has(plainFile(file, names)) ? [index] : [],
  );
}

const contains = ({ strings }: CodeIndex, range: Pick<Changed, 'file' | 'line' | 'end'>) =>
  strings.some(({ at }) => at.some((place) => isIn(range, place)));

function reduced(index: CodeIndex, texts: readonly string[], others: ReadonlySet<string>): CodeIndex {
  const telling = index.strings.filter(
    ({ at }) => filesOf(at) <= Math.max(1, index.files.length * commonest),
  );
  const matches = matchStrings(
    telling.map(({ text }) => text),
    texts,
  );
  return {
    files: index.files,
    strings: matches.flatMap(({ string }) => {
      const found = telling[string];
      if (!found) return [];
      const foreign = wordsIn(found.text).some((word) => !others.has(word));
      return { ...found, ...(foreign && { foreign: true as const }) };
    }),
    functions: [],
    commands: index.commands,
  };
}

const filesOf = (places: readonly Place[]) => new Set(places.map(({ file }) => file)).size;

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{3,}/g) ?? [];

const wordsOf = ({ strings, functions, files }: CodeIndex): ReadonlySet<string> =>
  new Set(
    [...strings.map(({ text }) => text), ...functions.map(({ name }) => name), ...files].flatMap(wordsIn),
  );
