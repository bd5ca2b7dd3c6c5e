/** Which modules take the commands of a cause. */
import type { Clue } from './clue.ts';
import type { Code, CodeIndex, Taken } from './code-index.ts';


/** Uses of this many commands or more are what all commands need. */
const shared = 4;

/** Clues from the table that dispatches commands, and from modules named after them. */
export function takenIn(commands: readonly string[], { candidate }: Code): readonly Clue[] {
  const uses = usedBy(candidate.commands);
  const clues = commands.flatMap((command) => takenBy(command, candidate, uses));
  const groups = Map.groupBy(clues, ({ file }) => file);
  return [...groups.values()].map((group): Clue => {
    const first = group[0] as Clue;
    // The more commands show it that the module has nothing to do with, the less it explains.
    return { ...first, weight: first.weight * Math.min(1, group.length / commands.length) };
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
    return [...targets].map((file) => ({ file: nameOf(file), line: 0, why: `runs ${command}`, weight: 0.45 }));
  if (taken?.[0])
    return [{ file: nameOf(taken[0].file), line: taken[0].line, why: `dispatches ${command}`, weight: 0.4 }];
  const named = files.find((file) => moduleName(file) === command.replaceAll('-', '_'));
  return named ? [{ file: named, line: 0, why: `is named after ${command}`, weight: 0.3 }] : [];
}

/** A program may ask for the first of two words. */
const namesOf = (command: string): readonly string[] => [...new Set([command, command.replace(/-.*/, '')])];

const moduleName = (file: string) => file.replace(/^.*\//, '').replace(/\..*$/, '');

function usedBy(taken: readonly Taken[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { command, uses } of taken)
    for (const file of uses) found.set(file, (found.get(file) ?? new Set()).add(command));
  return found;
}
