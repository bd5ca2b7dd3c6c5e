/** The verb `cases`: what there is, and what it proves. */
import Table from 'cli-table3';
import { loadSuites, selectCases } from '../plan/suites.ts';
import { coverageOf } from '../report/coverage.ts';

/** Prints the cases of the suites named (all when none is) with tier, promises and title, and the promises none proves. */
export async function cases(
  root: string,
  commands: readonly string[],
  options: { readonly json?: boolean },
): Promise<void> {
  const suites = await loadSuites(root);
  const list = selectCases(suites, { commands, tier: 'full' });
  const coverage = coverageOf(list);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ cases: list, coverage: { promises: coverage } }, null, 2)}\n`);
    return;
  }
  const table = new Table({
    head: ['case', 'tier', 'proves', 'what a user does'],
    style: { head: [], border: [], compact: true },
  });
  for (const one of list) table.push([one.id, one.tier, one.checks.join('\n'), one.title]);
  process.stdout.write(
    `${table}\n${list.length} cases prove ${coverage.proved} of ${coverage.total} promises.\n`,
  );
}
