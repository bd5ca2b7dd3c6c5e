import type { Normaliser } from './normaliser.ts';

/** Rows of a sample are put in the order of their text. */
export const randomSample: Normaliser = {
  name: 'random-sample',
  why: '`seed --show` prints a random sample of ten rows in random order.',
  lines: (lines) => {
    const result = [...lines];
    for (const [index, line] of lines.entries()) {
      if (!line.includes('Random sample of table: ')) continue;
      // A rule, the head of the table and a rule below it; then the rows.
      const from = index + 4;
      const to = lines.findIndex((each, at) => at >= from && !each.startsWith('| '));
      const rows = lines.slice(from, to === -1 ? undefined : to);
      result.splice(from, rows.length, ...rows.toSorted());
    }
    return result;
  },
};
