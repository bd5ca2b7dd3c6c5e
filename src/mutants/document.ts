/** docs/mutants.md: which faults were planted, and what found them. */
import type { Found } from './find.ts';

/** @returns markdown. */
export function renderDocument(found: readonly Found[]): string {
  const facets = [...Map.groupBy(found, ({ mutant }) => mutant.facet)];
  return `${introduction}
${found.length} mutants, ${found.filter(isFound).length} found.

${facets.map(([facet, all]) => `## ${facet}\n\n${head}\n${all.map(row).join('\n')}\n`).join('\n')}`;
}

/** Whether it shows in its facet. An engine that fails altogether shows everywhere, which proves nothing of the others. */
export const isFound = ({ mutant, facets }: Found): boolean =>
  (facets[mutant.facet] ?? 0) > 0 && (mutant.facet === 'exit' || facets.exit === undefined);

const head =
  '| mutant | what is wrong with it | case | differences | finding |\n| --- | --- | --- | --- | --- |';

const row = ({ mutant, facets, finding }: Found): string =>
  `| ${[mutant.id, mutant.what, `\`${mutant.case}\``, counts(facets), finding ?? '**not found**'].map(cell).join(' | ')} |`;

const counts = (facets: Found['facets']) =>
  Object.entries(facets)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const introduction = `# Mutants

A mutant is the reference with one fault, planted while it runs. What does not find it is worth nothing, so each has a case
that must, in the facet that its file is named after. They are data: \`fixtures/mutants/<facet>.yaml\`.

\`\`\`yaml
limit-ignored:
  what: show --limit is accepted and ignored.
  case: show/limit
  plant: |
    flag("LIMIT", 5)
\`\`\`

\`plant\` is Python, run once the engine is imported, with what \`src/mutants/planting.py\` offers: \`around\` any function,
\`flag\`, \`events\`, \`logged\`, \`artifact\`, \`sent\`, \`ends\`. \`npm run mutants\` plants them all and ends with 1 when one
is not found; names of mutants or facets pick some. \`npm run mutants -- --keep\` writes this page.

No [expectation](adding-an-expectation.md) may cover what a mutant shows. \`--keep\` puts that on record as well, in
\`fixtures/mutants/shown.json\`, and a test tries every expectation on it.
`;
