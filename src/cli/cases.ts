/** The verb `cases`: what there is, and what it proves. */
import Table from 'cli-table3';
import { loadSuites, selectCases, withMatrices } from '../cases/suites.ts';
import { cacheFolder, limitsOf } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import { provideDefinitions } from '../dbt/definitions.ts';
import { provideEngine } from '../engines/provide.ts';
import { coverageOf, type FlagsTried, flagsTried } from '../report/coverage.ts';
import { showProgress } from './progress.ts';

/**
 * Prints the cases of the suites named (all when none is) with tier, promises and title, how far the options of the
 * reference’s commands are tried, and the promises none proves.
 */
export async function cases(
  root: string,
  commands: readonly string[],
  options: { readonly json?: boolean; readonly reference?: string },
  signal: AbortSignal,
): Promise<void> {
  const suites = await loadSuites(root);
  const selection = { commands, tier: 'full' } as const;
  selectCases(suites, selection);
  const planned = await withMatrices(root, suites, await readDefinitions(root, options.reference, signal));
  const list = selectCases(planned, selection);
  const promises = coverageOf(list);
  const chosen = planned.filter(({ command }) => list.some((one) => one.command === command));
  const flags = Object.fromEntries(chosen.map((suite) => [suite.command, flagsTried(suite, suite.cases)]));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ cases: list, coverage: { promises, flags } }, null, 2)}\n`);
    return;
  }
  const table = new Table({ head: ['case', 'tier', 'promises', 'title'], style });
  for (const one of list) table.push([one.id, one.tier, one.checks.join('\n'), one.title]);
  process.stdout.write(
    `${table}\n\n${flagTable(flags)}\n\n${list.length} cases test ${promises.proved} of ${promises.total} promises.\n`,
  );
}

const style = { head: [], border: [], compact: true };

function flagTable(flags: Readonly<Record<string, FlagsTried>>): string {
  const table = new Table({
    head: ['command', 'options', 'tested alone', 'pairs tested', 'not tested'],
    colWidths: [null, null, null, null, 60],
    wordWrap: true,
    style,
  });
  for (const [command, { total, alone, pairwise, missing }] of Object.entries(flags))
    table.push([command, total, alone, `${Math.floor(pairwise * 100)} %`, missing.join(' ')]);
  return table.toString();
}

/** The options of the reference; it is installed where it is not yet. */
export async function readDefinitions(root: string, reference: string | undefined, signal: AbortSignal) {
  const config = await readConfig([process.cwd(), root]);
  const progress = await showProgress();
  try {
    const provide = { cache: cacheFolder(), say: progress.say, signal };
    const engine = await provideEngine(reference ?? config.reference, config, provide);
    return await provideDefinitions(engine, limitsOf(config), signal);
  } finally {
    progress.end();
  }
}
