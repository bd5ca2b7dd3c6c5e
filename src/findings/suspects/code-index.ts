/** What is known about an engine's own code: enough to name suspects without the engine. `run.json` contains it. */
import { z } from 'zod';

const text = z.string();
const number = z.int().nonnegative();
/** Lines are 1-based, and 0 in a compiled module. `file` is an index in `files`. */
const place = z.strictObject({ file: number, line: number }).readonly();
const range = { file: number, line: number, end: number };

/** A text that the code contains; for a template, one of the pieces between its placeholders. */
const codeString = z
  .strictObject({
    text,
    /** At most a few in one module. */
    at: z.array(place).readonly(),
    /** It contains a word that does not occur in the other engine's code. */
    foreign: z.literal(true).exactOptional(),
  })
  .readonly();

/** A function, a class without its methods, or a module without both. */
const codeFunction = z
  .strictObject({
    /** Qualified; `<module>` for the module itself. */
    name: text,
    ...range,
    /** Of its code without comments, documentation and names of the engine. */
    digest: text,
  })
  .readonly();

/** A place that handles a command, and the files that it uses for it. */
const handler = z
  .strictObject({ command: text, file: number, line: number, uses: z.array(number).readonly() })
  .readonly();

const codeIndex = z
  .strictObject({
    /** Modules, relative to the folder of packages. */
    files: z.array(text).readonly(),
    strings: z.array(codeString).readonly(),
    functions: z.array(codeFunction).readonly(),
    commands: z.array(handler).readonly(),
  })
  .readonly();

/** A function of the candidate that differs from the reference's. */
const changed = z
  .strictObject({
    name: text,
    /** In the candidate. */
    ...range,
    /** In the reference. */
    was: z.strictObject(range).readonly(),
    /** Unified diff from the candidate's version to the reference's; absent if it is long. */
    patch: text.exactOptional(),
  })
  .readonly();

/** What a run stores about the code of both engines. */
export const codeSchema = z
  .strictObject({
    candidate: codeIndex,
    reference: codeIndex,
    /** How many functions differ in all; 0 if there are no sources to compare. */
    differing: number,
    /** Files of the candidate that contain a difference, or that the reference does not have. */
    changedFiles: z.array(number).readonly(),
    /** Those functions that a difference of the run may come from. */
    changed: z.array(changed).readonly(),
    /** The reference's definitions of the options that the candidate does not have, by name. */
    options: z.record(text, text).readonly(),
  })
  .readonly();

export type Place = z.output<typeof place>;
export type CodeString = z.output<typeof codeString>;
export type CodeFunction = z.output<typeof codeFunction>;
export type Handler = z.output<typeof handler>;
export type CodeIndex = z.output<typeof codeIndex>;
export type Changed = z.output<typeof changed>;
export type Code = z.output<typeof codeSchema>;

export const emptyIndex: CodeIndex = { files: [], strings: [], functions: [], commands: [] };

/** Everything between the parts of a template that are always printed. */
const placeholders = /\n|%(?:\(\w+\))?[-+ 0-9.]*[sdrif]|\{\{.*?\}\}|\{%.*?%\}|\{[^{}\n]*\}/;

/** The pieces of a string that can be recognised in what an engine prints. */
export const piecesOf = (text: string): readonly string[] =>
  text
    .split(placeholders)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 3 && piece.length <= 300 && /[A-Za-z]{3}/.test(piece));

/**
 * Merges what the parts of a run store about the same two engines: each stores what its own differences need.
 * @returns undefined if no part stores any code.
 */
export function mergeCode(parts: readonly Code[]): Code | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const changed = parts.flatMap((part) => part.changed);
  return {
    ...first,
    candidate: mergeIndex(parts.map(({ candidate }) => candidate)),
    reference: mergeIndex(parts.map(({ reference }) => reference)),
    changed: [...new Map(changed.map((each) => [`${each.file}:${each.name}:${each.line}`, each])).values()],
    options: Object.assign({}, ...parts.map(({ options }) => options)),
  };
}

function mergeIndex(parts: readonly CodeIndex[]): CodeIndex {
  const strings = parts.flatMap((part) => part.strings);
  return {
    ...(parts[0] as CodeIndex),
    strings: [...new Map(strings.map((each) => [each.text, each])).values()],
  };
}
