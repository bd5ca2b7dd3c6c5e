/** The command `repro`: runs one case again, and shows both sides and their differences. */
import path from 'node:path';
import { readMinimised } from '../../tools/minimise/folder.ts';
import { sessionOn } from '../../tools/minimise/trial.ts';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { findCase, loadSuites, withMatrices } from '../cases/suites.ts';
import { runCase } from '../compare/run-case.ts';
import { readConfig } from '../config/config.ts';
import { exitCode } from '../report/score.ts';
import { renderCase } from '../report/terminal/one-case.ts';
import { hasColour } from '../report/terminal/paint.ts';
import { print, printJson } from './output.ts';
import { writeScript } from './script.ts';
import { type PairOptions, withSession } from './with-session.ts';

interface ReproOptions extends PairOptions {
  readonly keep?: boolean;
  /** File for a stand-alone script of the case; then the case is not run. */
  readonly script?: string;
}

/** @returns the exit code that a run of this case would have. */
export async function repro(
  root: string,
  id: string,
  options: ReproOptions,
  signal: AbortSignal,
): Promise<number> {
  const config = await readConfig([process.cwd(), root]);
  if (options.script !== undefined) {
    const { reference = config.reference, candidate = config.candidate, script: file } = options;
    await writeScript({ root, config, id, file, reference, candidate, signal });
    return 0;
  }
  const suites = await loadSuites(root);
  // A wrong id is reported before anything is installed.
  const minimised = await readMinimised(id);
  if (!minimised && !mayBeGenerated(id)) findCase(suites, id);
  // Started as a user starts the engines, so that what is shown does not depend on our hosts.
  const cold = { ...options, cache: false, cold: true };
  return withSession(root, config, cold, signal, async (session, progress) => {
    const testCase =
      minimised?.case ??
      findCase(await withMatrices(root, suites, session.definitions(session.reference)), id);
    const own = minimised && sessionOn(session, minimised.projects, path.join(session.scratch, 'small'));
    const keep = options.keep ? path.join(session.out, 'projects') : undefined;
    progress.expect(1);
    progress.started(testCase);
    const result = await runCase(own?.session ?? session, testCase, { repeat: 1, keep }).finally(own?.forget);
    progress.ended(result);
    progress.end();
    if (options.json) printJson(result);
    else
      print(
        renderCase(session, result, {
          colour: hasColour(process.stdout),
          evidence: path.join(session.out, 'raw', testCase.id),
          ...(keep && { projects: path.join(keep, testCase.id) }),
        }),
      );
    return exitCode({ results: [result], threshold: config.fail_on });
  });
}
