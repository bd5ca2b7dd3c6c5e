/** Puts what was read of each module into one index. */
import { type CodeIndex, type CodeString, type Handler, type Place, piecesOf } from './code-index.ts';

/** What was read of a module. */
export interface ModuleText {
  readonly file: string;
  readonly strings: readonly (readonly [text: string, line: number])[];
  readonly functions: readonly (readonly [name: string, line: number, end: number, digest: string])[];
  readonly commands: readonly (readonly [
    command: string,
    line: number,
    uses: readonly (readonly [module: string, name: string])[],
  ])[];
}

/** More places of a text in one module say nothing more. */
const mostPlaces = 3;
/** A module that takes fewer commands than this compares words for another reason. */
const fewestCommands = 4;

export function indexOf(files: readonly string[], modules: readonly ModuleText[]): CodeIndex {
  const numbers = new Map(files.map((file, index) => [file, index]));
  const numbered = modules.map((module) => ({ ...module, number: numbers.get(module.file) ?? 0 }));
  const strings = new Map<string, Place[]>();
  for (const { number, strings: texts } of numbered)
    for (const [text, line] of texts)
      for (const piece of piecesOf(text)) {
        const places = strings.get(piece) ?? [];
        strings.set(piece, places);
        if (places.filter((each) => each.file === number).length < mostPlaces)
          places.push({ file: number, line });
      }
  const find = finder(files);
  return {
    files,
    strings: [...strings].map(([text, at]): CodeString => ({ text, at })),
    functions: numbered.flatMap(({ number, functions }) =>
      functions.map(([name, line, end, digest]) => ({ name, file: number, line, end, digest })),
    ),
    commands: numbered
      .filter(({ commands }) => new Set(commands.map(([command]) => command)).size >= fewestCommands)
      .flatMap(({ number, commands }) =>
        commands.map(
          ([command, line, uses]): Handler => ({ command, file: number, line, uses: usedFiles(uses, find) }),
        ),
      ),
  };
}

const usedFiles = (
  uses: readonly (readonly [string, string])[],
  find: (module: string) => number | undefined,
): readonly number[] => [
  ...new Set(uses.flatMap(([module, name]) => find(`${module}.${name}`) ?? find(module) ?? [])),
];

/** Modules by their dotted names. */
function finder(files: readonly string[]): (module: string) => number | undefined {
  const modules = new Map(
    files.map((file, index) => [
      file
        .replace(/\.[^/]*$/, '')
        .replace(/\/__init__$/, '')
        .replaceAll('/', '.'),
      index,
    ]),
  );
  return (module) => modules.get(module);
}
