/** Functions that the two engines have under the same name and that are not the same. */
import type { Changed, CodeFunction, CodeIndex } from './code-index.ts';

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
 * @returns those whose code differs beyond comments, documentation and these names.
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
  return candidate.functions.flatMap((own) => {
    const other = theirs.get(keyIn(candidate)(own));
    return own.digest && other?.digest && other.digest !== own.digest ? [{ candidate: own, reference: other }] : [];
  });
}

/** Whether a place lies in a function. */
export const isIn = (
  { file, line, end }: Pick<Changed, 'file' | 'line' | 'end'>,
  place: { readonly file: number; readonly line: number },
): boolean => file === place.file && line <= place.line && place.line <= end;
