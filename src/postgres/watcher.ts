/**
 * A small process of our own that outlives us by a moment: it holds a pipe from us, and when the pipe closes, because
 * we are done, crashed or were killed, it removes what we left. This file is our end; lifeline.ts is the watcher's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a watcher says: one JSON line each. */
export type Word<Answer> =
  | { readonly say: string }
  | { readonly ready: Answer }
  | { readonly failed: string };

export interface Watcher<Answer> {
  readonly answer: Answer;
  /** Closes the pipe, with a last word where given, and waits until the watcher has cleaned up and ended. */
  end(lastWord?: string): Promise<void>;
}

/**
 * Starts a watcher and waits for its answer.
 * @param program module that runs `lifeline`.
 * @param job handed over through the pipe: secrets are in no argv and no environment.
 * @throws Error with what the watcher says against it; the signal's reason when aborted. The watcher has ended by then.
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
  // A session of its own: a terminal's Ctrl-C is ours to handle, then it is the watcher's turn.
  const child = spawn(process.execPath, [fileURLToPath(program)], {
    detached: true,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const parts = [child, child.stdin, child.stdout, child.stderr] as readonly { ref(): void; unref(): void }[];
  const end = async (lastWord = '') => {
    for (const part of parts) part.ref();
    child.stdin.end(lastWord);
    await closed;
  };
  const abort = () => child.stdin.end();
  options.signal?.addEventListener('abort', abort);
  child.stdin.on('error', () => {}); // it ended first: `closed` tells
  child.stdin.write(`${JSON.stringify(job)}\n`);
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints = (complaints + data).slice(-4000);
  });
  const ready = Promise.withResolvers<Answer | null>();
  readline.createInterface({ input: child.stdout }).on('line', (line) => {
    const word = JSON.parse(line) as Word<Answer>;
    if ('say' in word) options.say(word.say);
    if ('failed' in word) complaints = word.failed;
    if ('ready' in word) ready.resolve(word.ready);
  });
  const answer = await Promise.race([ready.promise, closed.then(() => null)]);
  options.signal?.removeEventListener('abort', abort);
  if (answer === null || options.signal?.aborted) {
    await end();
    options.signal?.throwIfAborted();
    throw new Error(complaints.trim() || 'its process exited without output');
  }
  // Whoever forgets to end it is not kept alive by it.
  for (const part of parts) part.unref();
  return { answer, end };
}
