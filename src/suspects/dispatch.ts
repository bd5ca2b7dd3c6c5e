/** Which modules take the commands of a cause. */
import type { Code, Taken } from './code-index.ts';
import type { Clue } from './suspects-of.ts';

/** Uses of this many commands or more are what all commands need. */
const shared = 4;

/** Clues from the table that dispatches commands, and from modules named after them. */
export function takenIn(commands: readonly string[], { candidate }: Code): readonly Clue[] {
  const uses = usedBy(candidate.commands);
  const clues = commands.flatMap((command) => {
    const taken = namesOf(command)
      .map((name) => candidate.commands.filter((each) => each.command === name))
      .find((found) => found.length > 0);
    const targets = (taken ?? []).flatMap((each) =>
      each.uses.filter((file) => (uses.get(file)?.size ?? 0) < shared).map((file) => ({ file, by: each })),
    );
    if (targets.length > 0)
      return [...new Map(targets.map((target) => [target.file, target])).values()].map(
        ({ file }): Clue => ({ file, line: 0, why: `takes ${command}`, weight: 0.45 }),
      );
    if (taken?.[0])
      return [{ file: taken[0].file, line: taken[0].line, why: `takes ${command} itself`, weight: 0.4 }];
    const named = candidate.files.findIndex((file) => moduleName(file) === command.replaceAll('-', '_'));
    return named < 0 ? [] : [{ file: named, line: 0, why: `is named after ${command}`, weight: 0.3 }];
  });
  const groups = Map.groupBy(clues, ({ file }) => file);
  return [...groups.values()].map((group): Clue => {
    const first = group[0] as Clue;
    // The more commands show it that the module has nothing to do with, the less it explains.
    return { ...first, weight: first.weight * Math.sqrt(Math.min(1, group.length / commands.length)) };
  });
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
