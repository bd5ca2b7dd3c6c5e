import type { Normaliser } from './normaliser.ts';

/** A line that was drawn over becomes what a terminal shows of it in the end. */
export const redrawnLine: Normaliser = {
  name: 'redrawn-line',
  why: 'A progress bar is drawn, and drawn over, as often as time passes while something runs.',
  lines: (lines) =>
    lines.some(isRedrawn) ? lines.map((line) => (isRedrawn(line) ? shown(line) : line)) : lines,
};

/** A carriage return at the end belongs to the line break. */
const isRedrawn = (line: string) => /\r[^\r]/.test(line);

/** Each text after a carriage return covers as many characters as it has. */
const shown = (line: string) =>
  line
    .split('\r')
    .reduce((before, after) => after + before.slice(after.length), '')
    .trimEnd();
