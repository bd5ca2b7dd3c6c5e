/** Markdown in which values are text, whatever they contain. */
import { visible, visibleLine, wholeLine } from '../visible.ts';

/**
 * Text on one line in which nothing is markup. Safe in a heading and in a cell of a table. What is markup only at the
 * beginning of a line or of a word stays readable elsewhere: such texts are also pasted as titles.
 */
export const plain = (text: string, limit?: number): string =>
  visibleLine(text, limit).replace(/[\\`*{}[\]<>|~&$]|^[#+]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');

/** A code span of one line, outside tables. It also shows spaces at the ends. */
export function code(text: string): string {
  const line = wholeLine(text) || ' ';
  const ticks = '`'.repeat(longestRun(line) + 1);
  // A renderer removes the padding; without it a backtick at either end would join the fence.
  return /^`|`$/.test(line) ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** A code span in a cell of a table, where a bar has to be escaped even inside code. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** A row of a table. */
export const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** A fenced block; the fence is longer than any run of backticks inside. */
export function fence(text: string, language = 'text'): string {
  const body = visible(text);
  const ticks = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${ticks}${language}\n${body}\n${ticks}`;
}

/** Part of a file name made from a title: lower case, hyphens, at most 60 characters. */
export function slug(title: string): string {
  const words = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 60).replace(/^-+|-+$/g, '') || 'cause';
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
