/** What is known of an engine's own code: enough to name suspects without the engine. */

export interface Place {
  /** Index in `files`. */
  readonly file: number;
  /** 1-based, 0 in a compiled module. */
  readonly line: number;
}

/** A text that the code contains; of a template, one of the pieces between its placeholders. */
export interface CodeString {
  readonly text: string;
  /** At most a few in one module. */
  readonly at: readonly Place[];
  /** It has a word that occurs nowhere in the other engine's code. */
  readonly foreign?: true;
}

/** A function, a class without its methods, or a module without both. */
export interface CodeFunction {
  /** Qualified; `<module>` of the module itself. */
  readonly name: string;
  readonly file: number;
  readonly line: number;
  readonly end: number;
  /** Of its code without comments, documentation and names of the engine. */
  readonly digest: string;
}

/** A place that takes a command, and the files that it uses for it. */
export interface Taken {
  readonly command: string;
  readonly file: number;
  readonly line: number;
  readonly uses: readonly number[];
}

export interface CodeIndex {
  /** Modules, relative to where packages lie. */
  readonly files: readonly string[];
  readonly strings: readonly CodeString[];
  readonly functions: readonly CodeFunction[];
  readonly commands: readonly Taken[];
}

/** A function of the candidate that is not as in the reference. */
export interface Changed {
  readonly name: string;
  /** Of the candidate; index in its `files`. */
  readonly file: number;
  readonly line: number;
  readonly end: number;
  /** Where the reference has it. */
  readonly was: { readonly file: number; readonly line: number; readonly end: number };
  /** Unified diff from the candidate's version to the reference's; absent where it is long. */
  readonly patch?: string;
}

/** What a run keeps of both engines' code. */
export interface Code {
  readonly candidate: CodeIndex;
  readonly reference: CodeIndex;
  /** How many functions differ in all; 0 where there are no sources to compare. */
  readonly differing: number;
  /** Files of the candidate that are not as in the reference: something in them differs, or the reference has no such file. */
  readonly changedFiles: readonly number[];
  /** Those of them that a difference of the run may come from. */
  readonly changed: readonly Changed[];
  /** How the reference defines the options that the candidate does not have, by their names. */
  readonly options: Readonly<Record<string, string>>;
}

export const emptyIndex: CodeIndex = { files: [], strings: [], functions: [], commands: [] };

/** What stands between the parts of a template that are always printed. */
const placeholders = /\n|%(?:\(\w+\))?[-+ 0-9.]*[sdrif]|\{\{.*?\}\}|\{%.*?%\}|\{[^{}\n]*\}/;

/** The pieces of a string that can be recognised in what an engine prints. */
export const piecesOf = (text: string): readonly string[] =>
  text
    .split(placeholders)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 3 && piece.length <= 300 && /[A-Za-z]{3}/.test(piece));
