/** The command `minimise`: reduces project, data and options of a case while it still shows one of its causes. */
import path from 'node:path';
import { againCommand, shrunkLines, writeMinimised } from '../../tools/minimise/folder.ts';
import { minimise as shrink } from '../../tools/minimise/minimise.ts';
import { readProject, tryVariant } from '../../tools/minimise/trial.ts';
import type { Variant } from '../../tools/minimise/variant.ts';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { findCase, loadSuites, withMatrices } from '../cases/suites.ts';
import { runCase } from '../compare/run-case.ts';
import type { Session } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import type { Cause } from '../findings/cause.ts';
import { diagnose } from '../findings/diagnose.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { startCold } from '../process/start-cold.ts';
import { rankCauses } from '../report/ranking.ts';
import { visibleLine } from '../report/visible.ts';
import { causesOf, print, printJson } from './output.ts';
import { type PairOptions, withSession } from './with-session.ts';

interface MinimiseOptions extends PairOptions {
  /** Id of the cause to preserve; by default the one with the highest impact. */
  readonly fingerprint?: string | undefined;
  /** Maximum number of variants to run. */
  readonly trials: number;
}

/**
 * Writes the reduced project and case into `<out>/minimised`.
 * @returns the exit code: 1 if the cause is new.
 * @throws Problem (usage) when the case does not show the cause.
 */
export async function minimise(
  root: string,
  id: string,
  options: MinimiseOptions,
  signal: AbortSignal,
): Promise<number> {
  const config = await readConfig([process.cwd(), root]);
  const suites = await loadSuites(root);
  // A wrong id is reported before anything is installed.
  if (!mayBeGenerated(id)) findCase(suites, id);
  return withSession(root, config, options, signal, async (session, progress) => {
    const planned = await withMatrices(root, suites, session.definitions(session.reference));
    // The effect of an option on the reference does not matter here.
    const { tried: _, ...testCase } = findCase(planned, id);
    progress.say(`running the unreduced case ${id}`);
    const finding = findingOf(session, await runCase(session, testCase, { repeat: 2 }), options.fingerprint);
    progress.say(`cause to preserve: ${visibleLine(finding.title)}`);
    const whole: Variant = {
      case: testCase,
      files: await readProject(path.join(root, 'projects', testCase.project)),
    };
    const holdsIn = (own: Session) => async (variant: Variant) => {
      const result = await tryVariant(own, variant, path.join(session.scratch, 'minimise'));
      return result?.differences.some(({ fingerprint }) => fingerprint === finding.fingerprint) ?? false;
    };
    const result = await shrink({
      ...{ whole, reproduces: holdsIn(session), maxTrials: options.trials },
      onTrial: ({ n, layer, kept, of, reproduced }) =>
        progress.say(
          `trial ${n} of at most ${options.trials}: ${reproduced ? 'reproduces' : 'does not reproduce'} with ${kept} of ${of} ${layer}`,
        ),
    });
    // What only warm hosts show is no cause, and the many trials were warm.
    if (!(await holdsIn({ ...session, start: startCold })(result.variant))) throw onlyWarm(id);
    const folder = path.join(session.out, 'minimised');
    const made = { reference: session.reference.spec, candidate: session.candidate.spec, finding };
    await writeMinimised(folder, result, made);
    progress.end();
    const { fingerprint, title } = finding;
    const { trials, bounded, shrunk } = result;
    const lines = [
      visibleLine(title),
      ...shrunkLines(result).map((line) => `  ${line}`),
      `${trials} trials${bounded ? ' (limit reached; increase --trials to reduce further)' : ''}`,
      `Folder     ${path.relative(process.cwd(), folder)}`,
      `Reproduce  ${againCommand(folder, made)}`,
    ];
    if (options.json) printJson({ case: id, fingerprint, title, folder, trials, bounded, shrunk });
    else print(lines.join('\n'));
    return finding.status === 'new' ? 1 : 0;
  });
}

const onlyWarm = (id: string) =>
  new Problem(
    'environment',
    `The reduced case ${id} does not reproduce the cause with cold starts`,
    'Only the warm hosts of dvt-compat show it. That is a defect of dvt-compat, not of an engine.',
    'Run minimise with --cold, and report this defect with the id of the case.',
  );

function findingOf(session: Session, result: CaseResult, wanted: string | undefined): Cause {
  const { expectations } = session;
  // Without the code of the engines, as suspects are not needed here.
  const findings = diagnose({ results: [result], expectations });
  const ranked = rankCauses({ findings, results: [result] }).map(({ finding }) => finding);
  const found = wanted === undefined ? ranked[0] : ranked.find(({ fingerprint }) => fingerprint === wanted);
  if (found) return found;
  throw new Problem(
    'usage',
    wanted === undefined
      ? `${result.case.id} has no differences`
      : `${result.case.id} does not show ${wanted}`,
    ranked.length === 0
      ? `Its verdict is ${result.verdict}${result.reason ? `: ${result.reason}` : ''}.`
      : causesOf(ranked),
    `Show the case: npm run compat -- repro ${result.case.id}`,
  );
}
