/** The verb `repro`: one case again, with both sides and what differs. */
import path from 'node:path';
import { readMinimised } from '../../tools/minimise/folder.ts';
import { sessionOn } from '../../tools/minimise/trial.ts';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { findCase, loadSuites, withMatrices } from '../cases/suites.ts';
import { runCase } from '../compare/run-case.ts';
import { readConfig } from '../config/config.ts';
import { exitCode } from '../report/score.ts';
import { renderCase } from '../report/terminal/one-case.ts';
import { jsonText } from '../report/visible.ts';
import { hasColour } from './colour.ts';
import { writeScript } from './script.ts';
import { type PairOptions, withSession } from './with-session.ts';

interface ReproOptions extends PairOptions {
  readonly keep?: boolean;
  /** File that receives a stand-alone script of the case; the case is not run then. */
  readonly script?: string;
}

/** @returns the exit code, as `run` has it. */
export async function repro(
  root: string,
  id: string,
  options: ReproOptions,
  signal: AbortSignal,
): Promise<number> {
  const config = await readConfig([process.cwd(), root]);
  if (options.script !== undefined) {
    await writeScript(root, config, id, options.script, options, signal);
    return 0;
  }
  const suites = await loadSuites(root);
  // What cannot be meant is said before anything is installed.
  const small = await readMinimised(id);
  if (!small && !mayBeGenerated(id)) findCase(suites, id);
  // As a user starts the engines: what is shown here is looked at by a person.
  return withSession(
    root,
    config,
    { ...options, cache: false, cold: true },
    signal,
    async (session, progress) => {
      const one =
        small?.case ?? findCase(await withMatrices(root, suites, session.definitions(session.reference)), id);
      const own = small && sessionOn(session, small.projects, path.join(session.scratch, 'small'));
      const keep = options.keep ? path.join(session.out, 'twins') : undefined;
      progress.expect(1);
      progress.started(one);
      const result = await runCase(own?.session ?? session, one, { repeat: 1, keep }).finally(own?.forget);
      progress.ended(result);
      progress.end();
      const text = options.json
        ? jsonText(result, 2)
        : renderCase(session, result, {
            colour: hasColour(process.stdout),
            evidence: path.join(session.out, 'raw', one.id),
            ...(keep && { twins: path.join(keep, one.id) }),
          });
      process.stdout.write(`${text}\n`);
      return exitCode({ results: [result], threshold: config.fail_on });
    },
  );
}
