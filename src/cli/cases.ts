/** The command `cases`: lists cases, and what they test. */
import { loadSuites, selectCases, withMatrices } from '../cases/suites.ts';
import { limitsOf } from '../compare/runtime.ts';
import { readConfig } from '../config/config.ts';
import { provideDefinitions } from '../dbt/definitions.ts';
import { coverageOf, flagsTried } from '../report/coverage.ts';
import { plainTable } from '../report/terminal/plain-table.ts';
import { provideForCommand } from './engines.ts';

/**
 * Prints the cases of the suites named (by default all) with tier, requirements and title, which options of the reference's
 * commands they test, and how many requirements.
 */
export async function cases(
  root: string,
  commands: readonly string[],
  options: { readonly json?: boolean; readonly reference?: string },
  signal: AbortSignal,
): Promise<void> {
  const suites = await loadSuites(root);
  const selection = { commands, tier: 'full' } as const;
  // A wrong name is reported before anything is installed.
  selectCases(suites, selection);
  const planned = await withMatrices(root, suites, await readDefinitions(root, options.reference, signal));
  const list = selectCases(planned, selection);
  const promises = coverageOf(list);
  const chosen = planned.filter(({ command }) => list.some((testCase) => testCase.command === command));
  const flags = Object.fromEntries(chosen.map((suite) => [suite.command, flagsTried(suite, suite.cases)]));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ cases: list, coverage: { promises, flags } }, null, 2)}\n`);
    return;
  }
  const caseTable = plainTable(
    [
      { head: 'case', align: 'left' },
      { head: 'tier', align: 'left' },
      { head: 'requirements', align: 'left', width: 30, wrap: true },
      { head: 'title', align: 'left' },
    ],
    list.map(({ id, tier, checks, title }) => [id, tier, checks.join(' '), title]),
  );
  const optionTable = plainTable(
    [
      { head: 'command', align: 'left' },
      { head: 'options', align: 'right' },
      { head: 'tested alone', align: 'right' },
      { head: 'pairs tested', align: 'right' },
      { head: 'not tested', align: 'left', width: 60, wrap: true },
    ],
    Object.entries(flags).map(([command, { total, alone, pairwise, missing }]) => [
      ...[command, String(total), String(alone), `${Math.floor(pairwise * 100)} %`, missing.join(' ')],
    ]),
  );
  process.stdout.write(
    `${caseTable}\n\n${optionTable}\n\n${list.length} cases cover ${promises.proved} of ${promises.total} requirements.\n`,
  );
}

/** The options of the reference, which is installed if it is not yet. */
export async function readDefinitions(root: string, reference: string | undefined, signal: AbortSignal) {
  const config = await readConfig([process.cwd(), root]);
  const engine = await provideForCommand(reference ?? config.reference, config, signal);
  return provideDefinitions(engine, limitsOf(config), signal);
}
