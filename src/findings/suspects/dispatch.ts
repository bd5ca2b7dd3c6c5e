/** Which modules take the commands of a cause. */
import { isIn } from './changed.ts';
import type { Code, CodeIndex, Handler } from './code-index.ts';
import type { Clue } from './evidence.ts';

/** Uses of this many commands or more are what all commands need. */
const shared = 4;

/** Clues from the table that dispatches commands, and from modules named after them. */
export function takenIn(commands: readonly string[], index: Code): readonly Clue[] {
  const { candidate } = index;
  const uses = usedBy(candidate.commands);
  const clues = commands.flatMap((command) => [
    ...takenBy(command, candidate, uses),
    ...changedFor(
      command,
      index,
      1 - commands.length / new Set(candidate.commands.map((each) => each.command)).size,
    ),
  ]);
  const groups = Map.groupBy(clues, ({ file }) => file);
  return [...groups.values()].map((group): Clue => {
    const first = group[0] as Clue;
    // The more commands show it that the module has nothing to do with, the less it explains.
    return { ...first, weight: first.weight * Math.sqrt(Math.min(1, group.length / commands.length)) };
  });
}

function takenBy(
  command: string,
  { commands, files }: CodeIndex,
  uses: ReadonlyMap<number, ReadonlySet<string>>,
): readonly Clue[] {
  const nameOf = (file: number) => files[file] ?? '';
  const taken = namesOf(command)
    .map((name) => commands.filter((each) => each.command === name))
    .find((found) => found.length > 0);
  const targets = new Set(
    taken?.flatMap((each) => each.uses.filter((file) => (uses.get(file)?.size ?? 0) < shared)),
  );
  if (targets.size > 0)
    return [...targets].map((file) => ({
      file: nameOf(file),
      line: 0,
      why: `runs ${command}`,
      weight: 0.45,
    }));
  if (taken?.[0])
    return [{ file: nameOf(taken[0].file), line: taken[0].line, why: `dispatches ${command}`, weight: 0.4 }];
  const named = files.find((file) => moduleName(file) === command.replaceAll('-', '_'));
  if (named) return [{ file: named, line: 0, why: `is named after ${command}`, weight: 0.3 }];
  const dispatchers = new Set(commands.map(({ file }) => file));
  const [only] = dispatchers.size === 1 ? dispatchers : [];
  return only === undefined
    ? []
    : [
        {
          file: nameOf(only),
          line: 0,
          why: `dispatches commands, and has no branch for ${command}`,
          weight: 0.35,
        },
      ];
}

/** The function that takes a command, where it differs from the reference's: there its options are declared. */
const changedFor = (command: string, { candidate, changed }: Code, share: number): readonly Clue[] =>
  candidate.commands
    .filter((taken) => taken.command === command)
    .flatMap((taken) => changed.filter((each) => each.name !== '<module>' && isIn(each, taken)))
    .map(({ file, line, name }) => ({
      file: candidate.files[file] ?? '',
      line,
      why: `its ${name}, which takes ${command}, differs from the reference's`,
      weight: 0.3 * Math.max(0, share),
    }));

/** A program may ask for the first of two words. */
const namesOf = (command: string): readonly string[] => [...new Set([command, command.replace(/-.*/, '')])];

const moduleName = (file: string) => file.replace(/^.*\//, '').replace(/\..*$/, '');

function usedBy(taken: readonly Handler[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { command, uses } of taken)
    for (const file of uses) found.set(file, (found.get(file) ?? new Set()).add(command));
  return found;
}
