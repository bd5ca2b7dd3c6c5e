/** What happens around an engine step: occupied ports, a package hub, requests to its server, and Ctrl-C. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineStep } from '../cases/case.ts';
import { ask, isTaken } from '../facets/http/ask.ts';
import type { Answer } from '../observe/observation.ts';
import type { Database } from '../postgres/database.ts';
import type { Invocation } from '../process/invocation.ts';
import { until } from '../process/until.ts';
import { withHub } from './hub.ts';
import type { Workspace } from './workspace.ts';

/**
 * Pause between the last answer and the interrupt. Right after an answer, a server that is interrupted shows another
 * traceback than a waiting one, and a user would find it waiting. Python's servers return to their loop every half second
 * after an answer: a whole multiple of that hit this moment in 6 of 100 steps.
 */
const pauseMs = 250;
/** Time in which a port must become free. */
const portTimeoutMs = 10_000;
const portPollIntervalMs = 100;
const statementPollIntervalMs = 50;

/** Where a step runs. */
export interface Surroundings {
  /** The project, which contains the folder of the hub. */
  readonly project: string;
  /** Of the workspace. */
  readonly port: number;
  /** Waits until the database runs a statement with this text, or the step is over. */
  readonly untilRuns: (text: string, over: AbortSignal) => Promise<void>;
}

export const surroundingsOf = (
  { project, port, database: name }: Workspace,
  database: Database,
): Surroundings => ({
  project,
  port,
  untilRuns: (text, over) => untilRuns(database, { name, text, over }),
});

/**
 * Runs an engine step with everything that the case needs around it.
 * @param run invokes the engine, with what happens meanwhile.
 * @returns the answers of its server; undefined if the step starts none.
 * @throws Error when another process uses a port of the case, because then nothing is known about the engine.
 */
export async function whileServing<T>(
  { requests, busy, hub, interrupt }: EngineStep,
  { project, port, untilRuns }: Surroundings,
  run: (meanwhile: Invocation['meanwhile']) => Promise<T>,
): Promise<readonly [T, Readonly<Record<string, Answer>> | undefined]> {
  if (busy || hub || requests) await untilFree(port);
  const holder = busy ? createServer().listen(port, '127.0.0.1') : undefined;
  if (holder) await once(holder, 'listening');
  try {
    if (!requests) {
      const meanwhile =
        interrupt === undefined ? undefined : (over: AbortSignal) => untilRuns(interrupt, over);
      return [await withHub(project, hub && port, () => run(meanwhile)), undefined];
    }
    let answers: Readonly<Record<string, Answer>> = {};
    const result = await run(async (over) => {
      answers = await ask(requests, over);
      await sleep(pauseMs, undefined, { signal: over }).catch(() => undefined);
    });
    return [result, answers];
  } finally {
    holder?.close();
  }
}

async function untilFree(port: number): Promise<void> {
  const isFree = await until({
    what: `port ${port} to be free`,
    condition: async () => !(await isTaken(port)),
    timeoutMs: portTimeoutMs,
    pollIntervalMs: portPollIntervalMs,
  });
  if (!isFree) throw new Error(`Port ${port}, which this case needs, is already in use.`);
}

/**
 * Waits until the server runs a statement that contains a text. The engine's own message that it sends the statement comes
 * too early: an interrupt at that time may find no connection to cancel.
 * @param statement name of the database, text of the statement, and the signal that the step is over.
 */
export async function untilRuns(
  database: Database,
  { name, text, over }: { readonly name: string; readonly text: string; readonly over: AbortSignal },
): Promise<void> {
  const client = await database.connect(name);
  const isRunning = async () => {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and position($1 in query) > 0`,
      [text],
    );
    return rows.length > 0;
  };
  try {
    await until({
      what: `a statement with ${text}`,
      condition: async () => over.aborted || (await isRunning()),
      // The step itself has a deadline.
      timeoutMs: Number.POSITIVE_INFINITY,
      pollIntervalMs: statementPollIntervalMs,
    });
  } finally {
    await client.end();
  }
}
