/** What happens around a step: ports held by somebody else, a hub, what is asked of its server, and Ctrl-C. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineStep } from '../cases/case.ts';
import { ask, isTaken } from '../facets/http/ask.ts';
import type { Answer } from '../observe/observation.ts';
import type { Invocation } from '../process/invocation.ts';
import { withHub } from './hub.ts';

/**
 * Milliseconds between the last answer and the interruption. A server that is interrupted while it turns to its loop shows
 * another traceback than one that waits, and a person would find it waiting. Python's servers turn to it every half second
 * since their last answer: a whole number of these hit that moment in 6 of 100 steps.
 */
const pause = 250;
/** Milliseconds in which a port must become free. */
const patience = 10_000;

/** Where a step is taken. */
export interface Surroundings {
  /** The twin's project, in which the hub lies. */
  readonly project: string;
  readonly port: number;
  /** Waits until the database runs a statement with this text, or the step is over. */
  readonly untilRuns: (text: string, over: AbortSignal) => Promise<void>;
}

/**
 * Takes an engine step with what it needs around it.
 * @param take invokes the engine, with what happens meanwhile.
 * @returns the answers of its server; undefined where the step is not about one.
 * @throws Error when a port of the case is taken by somebody else: nothing is known of the engine then.
 */
export async function whileServing<T>(
  { requests, busy, hub, interrupt }: EngineStep,
  where: Surroundings,
  take: (meanwhile: Invocation['meanwhile']) => Promise<T>,
): Promise<readonly [T, Readonly<Record<string, Answer>> | undefined]> {
  if (busy || hub || requests) await untilFree(where.port);
  const holder = busy ? createServer().listen(where.port, '127.0.0.1') : undefined;
  if (holder) await once(holder, 'listening');
  try {
    if (!requests) {
      const meanwhile =
        interrupt === undefined ? undefined : (over: AbortSignal) => where.untilRuns(interrupt, over);
      return [await withHub(where.project, hub && where.port, () => take(meanwhile)), undefined];
    }
    let answers: Readonly<Record<string, Answer>> = {};
    const taken = await take(async (over) => {
      answers = await ask(requests, over);
      await sleep(pause, undefined, { signal: over }).catch(() => undefined);
    });
    return [taken, answers];
  } finally {
    holder?.close();
  }
}

async function untilFree(port: number): Promise<void> {
  for (const until = Date.now() + patience; await isTaken(port); await sleep(100))
    if (Date.now() > until) throw new Error(`Port ${port}, which this case needs, is already in use.`);
}
