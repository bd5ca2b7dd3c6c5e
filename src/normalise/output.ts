/** Normalisers of what an engine prints at random, about itself or about data. */
import type { Normaliser } from './normaliser.ts';

const statedArguments = /(running \w+ with arguments )\{(.*)\}/s;

/** The arguments that an engine states are sorted. */
export const argumentOrder: Normaliser = {
  name: 'argument-order',
  why: 'dbt (and a fork under its own name) reports its arguments in the order of a Python set, which differs from run to run.',
  trigger: /running \w+ with arguments \{/,
  text: (text) =>
    text.replace(statedArguments, (_, intro: string, all: string) => {
      const sorted = all.split(/, (?='\w+': )/).toSorted();
      return `${intro}{${sorted.join(', ')}}`;
    }),
};

const resourceKeys = new Set([
  'process_in_blocks',
  'process_out_blocks',
  'process_kernel_time',
  'process_user_time',
  'process_mem_max_rss',
]);
const inReport = /("(?:process_\w+|command_wall_clock_time)": )"?[\d.e-]+"?/g;

/** Memory, processor time and disk blocks that an engine used become placeholders. */
export const resources: Normaliser = {
  name: 'resources',
  why: 'The resource report of the engine depends on the load of the machine.',
  trigger: /Resource report: \{/,
  text: (text) => (text.includes('Resource report: {') ? text.replaceAll(inReport, '$1{measured}') : text),
  value: (value, path) =>
    (typeof value === 'number' || typeof value === 'string') && resourceKeys.has(path.at(-1) ?? '')
      ? '{measured}'
      : value,
};

/** Rows of a random sample are sorted. */
export const randomSample: Normaliser = {
  name: 'random-sample',
  why: '`seed --show` prints a random sample of ten rows in random order.',
  lines: (lines) => {
    const result = [...lines];
    for (const [index, line] of lines.entries()) {
      if (!line.includes('Random sample of table: ')) continue;
      // A rule, the header of the table and a rule below it, then the rows.
      const from = index + 4;
      const to = lines.findIndex((each, at) => at >= from && !each.startsWith('| '));
      const rows = lines.slice(from, to === -1 ? undefined : to);
      result.splice(from, rows.length, ...rows.toSorted());
    }
    return result;
  },
};

/** A line that was overwritten becomes what a terminal shows at the end. */
export const redrawnLine: Normaliser = {
  name: 'redrawn-line',
  why: 'A progress bar is drawn, and drawn over, as often as time passes while something runs.',
  lines: (lines) =>
    lines.some(isRedrawn) ? lines.map((line) => (isRedrawn(line) ? finalText(line) : line)) : lines,
};

/** A carriage return at the end belongs to the line break. */
const isRedrawn = (line: string) => /\r[^\r]/.test(line);

/** The text after a carriage return overwrites as many characters as it has. */
const finalText = (line: string) =>
  line
    .split('\r')
    .reduce((before, after) => after + before.slice(after.length), '')
    .trimEnd();
