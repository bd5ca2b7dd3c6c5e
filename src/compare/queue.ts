/** The loop over cases: several at once, again those that a faulty host affected, and a stop if the reference is of no use. */
import PQueue from 'p-queue';
import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { reserve } from '../workspace/workspace.ts';
import { type ColdCheck, chooseCases, startsCold } from './confirm/choose-cases.ts';
import { watchReference } from './confirm/useless-reference.ts';
import { type CaseContext, runReserved } from './run-case.ts';

/** What running cases needs from the session. */
export interface QueueContext extends CaseContext {
  /** Tells hosts how many steps each engine will run. */
  readonly announce: (steps: number) => void;
  /** Receives what a user wants to know while waiting. */
  readonly say: (text: string) => void;
}

/** What a progress display needs. */
export interface Watcher {
  readonly started?: (testCase: Case) => void;
  readonly ended?: (result: CaseResult) => void;
  /** So many cases are run again. */
  readonly again?: (count: number) => void;
}

export interface Pace {
  /** How many cases run at the same time. */
  readonly workers: number;
  /** As `CaseOptions.repeat`. */
  readonly repeat: number;
  /** Which cases are also run cold if they show no difference; none when absent. */
  readonly check?: ColdCheck | undefined;
}

/**
 * Runs cases, several at once, each in its own workspace. Those that took longest in earlier runs start first. If the result
 * of a case depends on a host that later turns out to be faulty, the case is run again, cold, when all others are done.
 * @returns a promise for each case, in the given order.
 */
export function runCases(
  context: QueueContext,
  cases: readonly Case[],
  { workers, repeat, check }: Pace,
  watcher: Watcher = {},
): readonly Promise<CaseResult>[] {
  context.announce(cases.flatMap(({ steps }) => steps).filter((step) => 'engine' in step).length);
  const queue = new PQueue({ concurrency: workers });
  const checked = check ? chooseCases(check, cases) : new Set<string>();
  const reference = watchReference(context.say);
  const run = (testCase: Case) => async () => {
    watcher.started?.(testCase);
    const refused = reference.refuse(testCase);
    const options = { repeat, checkCold: checked.has(testCase.id) };
    const result = refused ?? (await runReserved(context, testCase, options));
    if (!refused) reference.note(result);
    watcher.ended?.(result);
    return result;
  };
  // A case takes a worker only when its state, its workspace and its port are available.
  const begin = async (testCase: Case) => {
    // If the state cannot be created, the result of the case says so.
    await context.state(testCase.project, testCase.state).catch(() => undefined);
    const priority = priorityOf(context, testCase, checked);
    return reserve(testCase, () => queue.add(run(testCase), { priority }));
  };
  const running = cases.map(begin);
  const repeated = Promise.allSettled(running).then((settled) => {
    const affected = settled.flatMap((each) =>
      each.status === 'fulfilled' && context.confirmations.isVoid(each.value, context)
        ? [each.value.case]
        : [],
    );
    if (affected.length > 0) watcher.again?.(affected.length);
    return new Map(affected.map((testCase) => [testCase, begin(testCase)]));
  });
  return running.map(async (first, index) => {
    const result = await first;
    return (await repeated).get(cases[index] as Case) ?? result;
  });
}

const daySeconds = 86_400;

/**
 * Seconds that a case is expected to take. A case without a record may take long, the more steps the longer. Cases that start
 * cold come first: they need not wait for a host that is still importing its engine.
 */
const priorityOf = ({ timings }: QueueContext, testCase: Case, checked: ReadonlySet<string>): number =>
  startsCold(testCase) || checked.has(testCase.id)
    ? Number.MAX_VALUE
    : (timings.secondsOf(testCase.id) ?? daySeconds + testCase.steps.length);

/** Memory that a case needs while its engine runs, measured with dbt, with a reserve. */
const gibPerWorker = 1;

/**
 * One worker per core as far as memory allows; at least one.
 * @param requested by the user; has priority.
 */
export const workersFor = (
  requested: number | undefined,
  cores: number,
  memoryBytes = process.availableMemory(),
): number => requested ?? Math.max(1, Math.min(cores, Math.floor(memoryBytes / 1024 ** 3 / gibPerWorker)));
