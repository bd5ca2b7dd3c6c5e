/** Words and texts as a shell reads them. */
import { commandLine } from '../../src/report/wording.ts';

/** One word, whatever is in it. */
export const word = (text: string): string => commandLine([text]);

/** A word in which `prefix`, a variable of the script, is replaced and nothing else: `"$project"/models/a.sql`. */
export const under = (variable: string, file: string): string => `"$${variable}"/${word(file)}`;

/** A command that is given a text on its standard input, byte for byte. */
export function given(command: string, text: string): string {
  // What ends without a line feed, or holds what ends it early, is no here-document.
  if (!text.endsWith('\n')) return `printf %s ${word(text)} | ${command}`;
  let end = 'EOF';
  while (text.split('\n').includes(end)) end += '_';
  return `${command} <<'${end}'\n${text}${end}`;
}

/** A function of the script. */
export const defined = (name: string, lines: readonly string[]): string =>
  `${name}() {\n${(lines.length > 0 ? lines : [':']).join('\n')}\n}`;

/** An array of the script. */
export const listed = (name: string, values: readonly string[]): string =>
  `${name}=(${values.map(word).join(' ')})`;
