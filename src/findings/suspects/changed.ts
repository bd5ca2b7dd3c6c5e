/** Functions that the two engines have under the same name and that are not the same. */
import type { Changed, Code, CodeFunction, CodeIndex, Place } from './code-index.ts';

/** Both versions of a function. */
export interface Pair {
  readonly candidate: CodeFunction;
  readonly reference: CodeFunction;
}

/** The name a module has under all of the engines' names: `dvt/cli/main.py` of a fork is `dbt/cli/main.py`. */
export const plainFile = (file: string, names: readonly string[]): string =>
  names
    .reduce((plain, name) => plain.replaceAll(name, '{name}'), file)
    // Compiled or not, it is the same module.
    .replace(/\.(py|[\w-]*\.?(so|pyd))$/, '');

/**
 * Pairs functions by module and qualified name.
 * @param names of both engines' commands.
 * @returns those whose code differs beyond comments, documentation and these names; none where most functions have no
 * counterpart: then the candidate is a program of its own, and a function of the same name is chance.
 */
export function changedFunctions(
  candidate: CodeIndex,
  reference: CodeIndex,
  names: readonly string[],
): readonly Pair[] {
  const keyIn =
    ({ files }: CodeIndex) =>
    ({ name, file }: CodeFunction) =>
      `${plainFile(files[file] ?? '', names)}:${name}`;
  const theirs = new Map(reference.functions.map((each) => [keyIn(reference)(each), each]));
  const pairs = candidate.functions.flatMap((own) => {
    const other = theirs.get(keyIn(candidate)(own));
    return other ? [{ candidate: own, reference: other }] : [];
  });
  if (pairs.length < candidate.functions.length / 2) return [];
  return pairs.filter((pair) => pair.candidate.digest !== pair.reference.digest);
}

/** Whether a place lies in a function. */
export const isIn = (
  { file, line, end }: Pick<Changed, 'file' | 'line' | 'end'>,
  place: { readonly file: number; readonly line: number },
): boolean => file === place.file && line <= place.line && place.line <= end;

/** The innermost of definitions that contain each other: a method rather than its class. */
export const smallest = <Range extends { readonly line: number; readonly end: number }>(
  ranges: readonly Range[],
): Range | undefined => ranges.toSorted((a, b) => a.end - a.line - (b.end - b.line))[0];

/** Names of the packages that the modules of both engines lie in. */
export const namesOf = ({ candidate, reference }: Pick<Code, 'candidate' | 'reference'>) =>
  [candidate, reference].map(({ files }) => files[0]?.split('/')[0] ?? '').filter((name) => name !== '');

/** The candidate's module of the same name, and there the function of the same name where it differs. */
export function sameModule(place: Place, { candidate, reference, changed }: Code): Place | undefined {
  const names = namesOf({ candidate, reference });
  const wanted = plainFile(reference.files[place.file] ?? '', names);
  const file = candidate.files.findIndex((each) => plainFile(each, names) === wanted);
  const here = changed.filter(({ was }) => isIn(was, place));
  return file < 0 ? undefined : { file, line: smallest(here)?.line ?? 0 };
}
