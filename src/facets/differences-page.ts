/** docs/differences.md, made from the definitions: a table of facets, then a section for each kind. */
import { type FacetName, facets, type KindName, kindNames } from './registry.ts';

/** The text before the table. */
const head = `# Kinds of differences

A section for each kind, made from the definitions in [\`src/facets\`](../src/facets/registry.ts). After a change there, write it
again: \`npx vitest run --project harness src/facets/differences-page.test.ts --update\`.

Impact says who notices, highest first:

- _data_: what is in the database afterwards
- _outcome_: what happened: exit code, nodes that ran, failed or were skipped, processes that keep running, a server that does
  not respond
- _contract_: what programs read: artifacts, JSON output, lock files, options, log events at info and above
- _console_: what people read
- _internals_: what neither relies on: debug log, tracebacks, comments in SQL, the arguments of the command in log and
  artifacts, checksums, timestamps, the order of independent things

A new difference fails a run if its impact is at least \`fail_on\` ([configuration](configuration.md)). In reports, an absent
value means that this side has nothing there, which is not the same as \`null\` or an empty text.

Differences with one cause are reported together, across facets, steps and cases: see [causes](causes.md).
`;

interface Listed {
  readonly facet: FacetName;
  readonly about: string;
  readonly impact: string;
}

/** Markdown. */
export function renderDifferences(): string {
  const rows = facets.map(({ name, label, about }) => [`\`${name}\``, label, about]);
  return [head, table([['facet', 'is', 'what is compared'], ...rows]), ...kindNames.map(section)].join('\n');
}

/** Columns are aligned, as the formatter wants them. */
function table([titles = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = titles.map((_, at) => Math.max(...[titles, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  return [titles, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}

function section(kind: KindName): string {
  const all = facets.flatMap(({ name, kinds }): Listed[] =>
    Object.entries(kinds)
      .filter(([each]) => each === kind)
      .map(([, { about, impact }]) => ({
        facet: name,
        about,
        impact: typeof impact === 'string' ? impact : 'by what differs',
      })),
  );
  const impacts = [...new Set(all.map(({ impact }) => impact))];
  const where = all.map(({ facet }) => `\`${facet}\``).join(', ');
  return `## ${kind}\n\n_${impacts.length === 1 ? impacts[0] : 'by what differs'}_, in ${where}. ${all[0]?.about}\n`;
}
