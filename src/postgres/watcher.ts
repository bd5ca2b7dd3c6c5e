/**
 * A watcher is a process of ours that outlives the process that started it and removes what that one left behind. Both are
 * connected by an IPC channel, which the system closes when the starting process ends, also if it is killed.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a watcher sends to the process that started it. */
type Message<Answer> = { readonly say: string } | { readonly ready: Answer } | { readonly failed: string };

export interface Watcher<Answer> {
  readonly answer: Answer;
  /** Asks the watcher to clean up, and waits until it has exited. `removed`: there is nothing left to remove. */
  end(options?: { readonly removed: boolean }): Promise<void>;
}

/**
 * Starts a watcher and waits for its answer.
 * @param program module that calls `watchParent`.
 * @param job sent through the channel, so that secrets are neither in the command line nor in the environment.
 * @throws Error with what the watcher reports; the signal's reason when aborted. The watcher has exited by then.
 */
export async function startWatcher<Answer>(
  program: URL,
  job: object,
  options: {
    readonly env: NodeJS.ProcessEnv;
    readonly say: (text: string) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Watcher<Answer>> {
  const { env, say, signal } = options;
  // Detached: Ctrl-C in a terminal must not reach the watcher, we tell it when to end.
  const child = fork(program, {
    detached: true,
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const closed = once(child, 'close');
  const send = (message: object) => child.connected && child.send(message, () => {}); // `closed` tells if it is gone
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors = (errors + data).slice(-4000);
  });
  const ready = Promise.withResolvers<Answer | null>();
  child.on('message', (message: Message<Answer>) => {
    if ('say' in message) say(message.say);
    if ('failed' in message) errors = message.failed;
    if ('ready' in message) ready.resolve(message.ready);
  });
  // The watcher must not keep our event loop alive, except while we wait for it to exit.
  const handles = [child, child.channel, child.stderr] as readonly ({ ref(): void; unref(): void } | null)[];
  const end: Watcher<Answer>['end'] = async ({ removed } = { removed: false }) => {
    for (const handle of handles) handle?.ref();
    send({ removed });
    await closed;
  };
  const abort = () => send({ removed: false });
  signal?.addEventListener('abort', abort);
  send(job);
  const answer = await Promise.race([ready.promise, closed.then(() => null)]);
  signal?.removeEventListener('abort', abort);
  if (answer === null || signal?.aborted) {
    await end();
    signal?.throwIfAborted();
    throw new Error(errors.trim() || 'its process exited without output');
  }
  for (const handle of handles) handle?.unref();
  return { answer, end };
}

/** The watcher's side of the channel. */
export interface Parent<Job, Answer> {
  readonly job: Job;
  send(message: Message<Answer>): void;
  /** Whether the watcher is to end. */
  isGone(): boolean;
  /** Resolves when the parent has exited or asks the watcher to end, with whether there is nothing left to remove. */
  readonly gone: Promise<boolean>;
}

/** Receives the job. To be called once, in the program of a watcher. */
export async function watchParent<Job, Answer>(): Promise<Parent<Job, Answer>> {
  const gone = Promise.withResolvers<boolean>();
  let isGone = false;
  const end = (removed: boolean) => {
    isGone = true;
    gone.resolve(removed);
  };
  process.on('disconnect', () => end(false));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(false));
  const [job] = (await once(process, 'message')) as [Job];
  process.on('message', ({ removed }: { readonly removed: boolean }) => end(removed));
  return {
    job,
    send: (message) => process.connected && process.send?.(message, () => {}), // the parent may just have exited
    isGone: () => isGone,
    gone: gone.promise,
  };
}
