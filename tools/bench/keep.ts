/** Puts results into the documents, for good. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/config/problem.ts';
import { renderPlot } from './plot.ts';
import type { Bench } from './schema.ts';
import { markdownTable, renderHost, tablesOf } from './tables.ts';

const plot = 'docs/bench.svg';
const documents = ['README.md', 'docs/benchmarks.md'];

/**
 * Draws the plot into `docs/` and fills the places of the documents that are marked for results.
 * @throws Problem (usage) when nothing was measured.
 */
export async function keepResults(root: string, results: Bench): Promise<void> {
  if (entriesOf(results).length === 0)
    throw new Problem(
      'usage',
      'No results to keep',
      'The folder has no results of this machine.',
      'Measure first: npm run bench',
    );
  await writeFile(path.join(root, plot), renderPlot(results));
  for (const name of documents) {
    const file = path.join(root, name);
    const link = path.posix.relative(path.posix.dirname(name), plot);
    await writeFile(file, fillMarked(await readFile(file, 'utf8'), sectionsOf(results, link)));
  }
}

/** What goes between the marks, by their names. */
export function sectionsOf(results: Bench, plotLink: string): Readonly<Record<string, string>> {
  const days = [...new Set(entriesOf(results).map(({ measured }) => measured.slice(0, 10)))].toSorted();
  const tables = Object.entries(tablesOf(results)).map(([name, table]) => [
    name,
    table.rows.length > 0 ? markdownTable(table) : 'Not measured yet.',
  ]);
  return {
    ...Object.fromEntries(tables),
    host: `Measured on ${days.join(' and ')}, on ${renderHost(results)}.`,
    plot: `![Bar chart of the table, and line charts of growing costs](${plotLink})`,
  };
}

/**
 * Puts each section between `<!-- bench:NAME -->` and `<!-- /bench -->`, in place of what was there.
 * @throws Error for a mark that names no section.
 */
export const fillMarked = (text: string, sections: Readonly<Record<string, string>>): string =>
  text.replace(/<!-- bench:(\w+) -->[\s\S]*?<!-- \/bench -->/g, (_, name: string) => {
    if (sections[name] === undefined) throw new Error(`the benchmark has no section ${name}`);
    return `<!-- bench:${name} -->\n\n${sections[name]}\n\n<!-- /bench -->`;
  });

const entriesOf = ({ pairs, cases_scale, models_scale }: Bench) => [
  ...pairs,
  ...cases_scale,
  ...models_scale,
];
