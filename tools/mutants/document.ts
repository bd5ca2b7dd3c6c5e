/** Renders docs/mutants.md: the injected faults and which case detects them. */
import type { Found } from './find.ts';

/** @returns markdown. */
export function renderDocument(found: readonly Found[]): string {
  const facets = [...Map.groupBy(found, ({ mutant }) => mutant.facet)];
  return `${introduction}
${found.length} mutants, ${found.filter(isFound).length} detected.

${facets.map(([facet, all]) => `## ${facet}\n\n${head}\n${all.map(row).join('\n')}\n`).join('\n')}`;
}

/** Whether the fault shows in its facet. An engine that fails completely differs in every facet, so that does not count. */
export const isFound = ({ mutant, facets }: Found): boolean =>
  (facets[mutant.facet] ?? 0) > 0 && (mutant.facet === 'exit' || facets.exit === undefined);

const head = '| mutant | fault | case | differences | cause |\n| --- | --- | --- | --- | --- |';

const row = ({ mutant, facets, finding }: Found): string =>
  `| ${[mutant.id, mutant.what, `\`${mutant.case}\``, counts(facets), finding ?? '**not detected**'].map(cell).join(' | ')} |`;

const counts = (facets: Found['facets']) =>
  Object.entries(facets)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const introduction = `# Mutants

A mutant is the reference with one fault, injected at run time. Each mutant names the case that must detect it, and its
file names the facet in which it must show: \`fixtures/mutants/<facet>.yaml\`.

\`\`\`yaml
limit-ignored:
  what: show --limit is accepted and ignored.
  case: show/limit
  plant: |
    flag("LIMIT", 5)
\`\`\`

\`plant\` is Python code. It runs after the engine is imported and can use the helpers of \`tools/mutants/planting.py\`:
\`around\` (wraps a function), \`flag\`, \`events\`, \`logged\`, \`artifact\`, \`sent\`, \`ends\`. \`npm run mutants\` tests all
mutants and exits with 1 if one is not detected. Names of mutants or facets select some. \`npm run mutants -- --keep\`
writes this page.

No [expectation](adding-an-expectation.md) may cover the differences of a mutant. \`--keep\` also records them in
\`fixtures/mutants/shown.json\`, and a test checks every expectation against them.
`;
