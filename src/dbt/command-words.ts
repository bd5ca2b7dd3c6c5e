/** Commands that are groups of commands. */
const groups: ReadonlySet<string> = new Set(['docs', 'source']);

/**
 * The command among the words after the program: `run`, `docs generate`. Undefined where there are only options.
 *
 * @param words as in a command line, without the program.
 */
export function commandWords(words: readonly string[]): string | undefined {
  const [command, word] = words.slice(words.findIndex((each) => !each.startsWith('-')));
  if (command === undefined || command.startsWith('-')) return undefined;
  return groups.has(command) && word !== undefined && !word.startsWith('-') ? `${command} ${word}` : command;
}
