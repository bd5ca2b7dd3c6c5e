/** The command `run`: compares two engines on the selected cases and writes the reports. */
import os from 'node:os';
import path from 'node:path';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { loadSuites, partOf, type Shard, selectCases, withMatrices } from '../cases/suites.ts';
import { usualChecks } from '../compare/confirm/choose-cases.ts';
import { runCases, workersFor } from '../compare/queue.ts';
import type { Session } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import type { Tier } from '../config/tiers.ts';
import { counted } from '../facets/wording.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { finish, type RunSettings, settle, settleStopped } from '../report/finish.ts';
import type { Run } from '../report/run.ts';
import { exitCode, type FailOn } from '../report/score.ts';
import type { Stop } from './ending.ts';
import { earlierOf, pointLatest } from './finished-run.ts';
import { printRun } from './output.ts';
import { refuseInCi, updateExpectations } from './update-expectations.ts';
import { type PairOptions, withSession } from './with-session.ts';

export interface RunOptions extends PairOptions {
  readonly commands: readonly string[];
  readonly tier?: Tier | undefined;
  readonly case?: string | undefined;
  readonly workers?: number | undefined;
  readonly repeat: number;
  /** Number of cases without new differences to repeat with cold starts. */
  readonly checkCold?: number | 'all' | undefined;
  readonly seed?: string | undefined;
  readonly shard?: Shard | undefined;
  readonly against?: string | undefined;
  readonly updateExpectations?: boolean | undefined;
  readonly failOn: FailOn;
}

/**
 * @returns the exit code: 0 no unexpected differences, 1 unexpected differences, 3 a case ended in an error.
 * @throws the reason of `stop.signal` when stopped, after reports of the finished cases were written.
 */
export async function run(
  root: string,
  options: RunOptions,
  stop: Stop,
  print: (finished: Run) => Promise<void> = (finished) => printRun(finished, options.json ?? false),
): Promise<number> {
  if (options.updateExpectations) refuseInCi();
  const { signal } = stop;
  const config = await readConfig([process.cwd(), root]);
  const tier = options.tier ?? config.tier;
  const selection = { commands: options.commands, tier, glob: options.case };
  const suites = await loadSuites(root);
  const against = await earlierOf(options);
  const { shard } = options;
  // A wrong selection is reported before anything is installed.
  if (!mayBeGenerated(options.case)) selectCases(suites, selection);
  const workers = options.workers ?? workersFor(config.workers, os.availableParallelism());
  return withSession(root, config, options, signal, async (session, progress) => {
    const planned = await withMatrices(root, suites, session.definitions(session.reference));
    const selected = selectCases(planned, selection);
    const cases = shard ? partOf(selected, shard) : selected;
    const part = shard ? ` (part ${shard.index} of ${shard.of})` : '';
    progress.say(`${counted(cases.length, 'case')}${part}, ${workers} in parallel`);
    progress.expect(cases.length);
    // If everything is started cold, there is nothing to check.
    const check = {
      seed: options.seed ?? session.id,
      count: options.cold ? 0 : (options.checkCold ?? usualChecks(cases.length)),
    };
    const settings: RunSettings = {
      tier,
      workers,
      threshold: config.fail_on,
      ...(check.count !== 0 && { seed: check.seed }),
      options: planned,
      planned: planned.flatMap((suite) => suite.cases.map(({ id }) => id)),
      ...(against && { against }),
      ...(shard && { shard: { ...shard, selected: selected.map(({ id }) => id) } }),
    };
    const running = runCases(session, cases, { workers, repeat: options.repeat, check }, progress);
    const results = await settle(running).catch(async (error) => {
      if (!signal.aborted) throw error;
      const done = await settleStopped(running, cases, signal.reason);
      await reportInterrupted({ session, results: done, settings, stop, say: progress.say });
      throw signal.reason;
    });
    const finished = await finish(session, results, settings);
    await pointLatest(finished.out);
    progress.end();
    await print(finished);
    if (options.updateExpectations)
      for (const line of await updateExpectations(path.join(root, 'suites/expectations'), finished))
        progress.say(line);
    return exitCode(finished, options.failOn);
  });
}

/** Engines and database are stopped before reports are written: a second signal then only skips the reports. */
async function reportInterrupted({
  session,
  results,
  settings,
  stop,
  say,
}: {
  readonly session: Session;
  readonly results: readonly CaseResult[];
  readonly settings: RunSettings;
  readonly stop: Stop;
  readonly say: (text: string) => void;
}): Promise<void> {
  await session.close();
  stop.enginesEnded();
  const done = results.filter(({ verdict }) => verdict !== 'skipped').length;
  if (done === 0) return;
  const { out } = await finish(session, results, { ...settings, interrupted: true });
  await pointLatest(out);
  say(`reports of ${done} of ${results.length} cases: ${path.relative(process.cwd(), out)}`);
}
