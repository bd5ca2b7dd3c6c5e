/** Writes results into the documents. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/config/problem.ts';
import type { Bench } from './schema.ts';
import { renderHost, tablesOf } from './tables.ts';

/** Fills the marked sections of README.md and docs/benchmarks.md. @throws Problem (usage) when nothing was measured. */
export async function keepResults(root: string, results: Bench): Promise<void> {
  const entries = [...results.pairs, ...results.cases_scale, ...results.models_scale];
  if (entries.length === 0)
    throw new Problem(
      'usage',
      'No results to keep',
      'The folder has no results of this machine.',
      'Measure first: npm run bench',
    );
  const days = [...new Set(entries.map(({ measured }) => measured.slice(0, 10)))].toSorted();
  const sections = {
    ...tablesOf(results),
    host: `Measured on ${days.join(' and ')}, on ${renderHost(results)}.`,
  };
  for (const name of ['README.md', 'docs/benchmarks.md']) {
    const file = path.join(root, name);
    await writeFile(file, fillMarked(await readFile(file, 'utf8'), sections));
  }
}

/**
 * Replaces the text between `<!-- bench:NAME -->` and `<!-- /bench -->` by the section of that name.
 * @throws Error for a mark that names no section.
 */
export const fillMarked = (text: string, sections: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/<!-- bench:(\w+) -->[\s\S]*?<!-- \/bench -->/g, (_, name: string) => {
    if (!Object.hasOwn(sections, name)) throw new Error(`the benchmark has no section ${name}`);
    return `<!-- bench:${name} -->\n\n${sections[name] ?? 'Not measured yet.'}\n\n<!-- /bench -->`;
  });
