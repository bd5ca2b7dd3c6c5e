/** The queue of a run: cases several at once, those that the hosts spoiled again, and a stop where the reference is of no use. */
import PQueue from 'p-queue';
import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { withOwn } from '../workspace/exclusive.ts';
import { type ColdCheck, chooseCases, startsCold } from './confirm/choose-cases.ts';
import { watchReference } from './confirm/useless-reference.ts';
import { runInPlace } from './run-case.ts';
import type { Session } from './session.ts';

const day = 86_400;

/** What a progress display wants to know. */
export interface Watcher {
  readonly started?: (one: Case) => void;
  readonly ended?: (result: CaseResult) => void;
  /** So many cases are run again. */
  readonly again?: (count: number) => void;
}

export interface Pace {
  /** How many cases at once. */
  readonly workers: number;
  /** As `CaseOptions.repeat`. */
  readonly repeat: number;
  /** Which cases are also run cold where they show no difference; none when absent. */
  readonly check?: ColdCheck | undefined;
}

/**
 * Runs cases, several at once, each in a place of its own; those that took longest in earlier runs begin first.
 * A case whose verdict rests on a host that is found at fault later is run again, cold, when all others are done.
 * @returns a promise for each case, in the order given.
 */
export function runCases(
  session: Session,
  cases: readonly Case[],
  { workers, repeat, check }: Pace,
  watcher: Watcher = {},
): readonly Promise<CaseResult>[] {
  session.announce(
    cases.reduce((sum, { steps }) => sum + steps.filter((step) => 'engine' in step).length, 0),
  );
  const queue = new PQueue({ concurrency: workers });
  const chosen = check ? chooseCases(check, cases) : new Set<string>();
  const reference = watchReference(session.say);
  // What has no time on record may take long, and the more so the more steps it has. What starts cold has no host to wait
  // for while that imports its engine.
  const secondsOf = (one: Case) =>
    startsCold(one) || chosen.has(one.id)
      ? Number.MAX_VALUE
      : (session.timings.secondsOf(one.id) ?? day + one.steps.length);
  const run = (one: Case) => async () => {
    watcher.started?.(one);
    const refused = reference.refuse(one);
    const result = refused ?? (await runInPlace(session, one, { repeat, checkCold: chosen.has(one.id) }));
    if (!refused) reference.note(result);
    watcher.ended?.(result);
    return result;
  };
  // A case that waits for its place, its port or its state keeps no worker from others.
  const begin = async (one: Case) => {
    // Where it cannot be made, the case itself will say so.
    await session.state(one.project, one.state).catch(() => undefined);
    return withOwn(one, () => queue.add(run(one), { priority: secondsOf(one) }));
  };
  const running = cases.map(begin);
  const repeated = Promise.allSettled(running).then((settled) => {
    const spoiled = settled.flatMap((each) =>
      each.status === 'fulfilled' && session.confirmations.isVoid(each.value, session)
        ? [each.value.case]
        : [],
    );
    if (spoiled.length > 0) watcher.again?.(spoiled.length);
    return new Map(spoiled.map((one) => [one, begin(one)]));
  });
  return running.map(async (first, index) => {
    const result = await first;
    return (await repeated).get(cases[index] as Case) ?? result;
  });
}
