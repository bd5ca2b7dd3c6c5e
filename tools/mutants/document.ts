/** Renders docs/mutants.md: the injected faults and which case detects them. */
import type { Found } from './find.ts';

export function renderDocument(found: readonly Found[]): string {
  const facets = [...Map.groupBy(found, ({ mutant }) => mutant.facet)];
  return `${introduction}
${found.length} mutants, ${found.filter(isDetected).length} detected.

${facets.map(([facet, all]) => `## ${facet}\n\n${tableHead}\n${all.map(tableRow).join('\n')}\n`).join('\n')}`;
}

/**
 * Whether the case detects the fault: it shows a difference in the facet of the mutant. An engine that crashes differs in
 * every facet, which proves nothing about this one, so another exit status only counts if the mutant is about it.
 */
export const isDetected = ({ mutant, facets }: Found): boolean =>
  (facets[mutant.facet] ?? 0) > 0 && (mutant.facet === 'exit' || facets.exit === undefined);

const tableHead = '| mutant | fault | case | differences | cause |\n| --- | --- | --- | --- | --- |';

const tableRow = ({ mutant, facets, finding }: Found): string =>
  `| ${[mutant.id, mutant.what, `\`${mutant.case}\``, countsByFacet(facets), finding ?? '**not detected**'].map(escapeCell).join(' | ')} |`;

const countsByFacet = (facets: Found['facets']) =>
  Object.entries(facets)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const introduction = `# Mutants

A mutant is the reference with one fault, injected at run time. Each mutant names the case that must detect it. The file
in which it is defined is named after the facet that must show a difference: \`fixtures/mutants/<facet>.yaml\`.

\`\`\`yaml
limit-ignored:
  what: show --limit is accepted and ignored.
  case: show/limit
  plant: |
    flag("LIMIT", 5)
\`\`\`

\`plant\` is Python code. It runs after the engine is imported and can use the helpers of \`tools/mutants/planting.py\`,
such as \`flag\` (gives an option a fixed value) and \`around\` (wraps a function). \`npm run mutants\` tests all mutants and exits with 1 if one of them is not detected. To test only some, append names of mutants or facets.
\`npm run mutants -- --keep\` writes this page.

No [expectation](adding-an-expectation.md) may cover the differences of a mutant. \`--keep\` also records them in
\`fixtures/mutants/shown.json\`, and a test checks every expectation against them.
`;
