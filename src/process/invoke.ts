/** Starts an engine's program and stays with it until its whole process tree is gone. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../config/problem.ts';
import { capture } from './capture.ts';
import type { Exit, Invocation } from './invocation.ts';
import { killOnExit } from './kill-on-exit.ts';
import { watchLimits } from './limits.ts';
import { processTree } from './process-tree.ts';
import { isRelay } from './relay.ts';
import type { Start } from './start.ts';
import { startCold } from './start-cold.ts';

/** Milliseconds in which helpers that end by themselves when their parent does (Python’s resource tracker) may do so. */
const grace = 1_000;
/** Milliseconds to wait for the end of the output once nobody is left to write any. */
const drain = 2_000;

/**
 * Runs one step, from the start of the program to the end of its last process.
 * Its output is in the evidence folder afterwards, also when it rejects.
 * @param start the way the program is started.
 * @throws Problem (environment) when the program cannot be started or its output cannot be kept;
 * the signal’s reason when aborted.
 */
export async function invoke(invocation: Invocation, start: Start = startCold): Promise<Exit> {
  const { limits, signal } = invocation;
  signal?.throwIfAborted();
  await mkdir(invocation.evidence, { recursive: true });
  const mark = randomBytes(8).toString('hex');
  const began = performance.now();
  const child = await start(invocation, mark);
  const tree = processTree(child.pid, mark);
  const forget = killOnExit(tree);
  let limit: Exit['limit'] = null;
  let dying: Promise<boolean> | undefined;
  const end = (how: () => Promise<boolean>) => {
    stopWatching();
    dying ??= how();
  };
  const over = (which: NonNullable<Exit['limit']>) => {
    limit ??= which;
    // Only who grows without bounds is not asked first.
    end(which === 'deadline' ? tree.end : tree.kill);
  };
  const stop = () => end(tree.end);
  const output = capture(invocation.evidence, child, limits.outputMiB * 1024 ** 2, () => over('output'));
  output.catch(() => end(tree.kill));
  const stopWatching = watchLimits(tree, limits, over);
  signal?.addEventListener('abort', stop, { once: true });
  const ended = new AbortController();
  const meanwhile = invocation.meanwhile?.(ended.signal).then(() => {
    if (!ended.signal.aborted) interrupt(child.pid);
  });
  // Aborted while it was being started: nobody will say so again.
  if (signal?.aborted) stop();
  try {
    const { code, signal: name } = await child.ended.catch(async (error) => {
      end(tree.kill);
      await dying;
      throw error;
    });
    ended.abort();
    await meanwhile;
    const seconds = (performance.now() - began) / 1000;
    stopWatching();
    const leftovers = dying
      ? 0
      : await countLeftovers(() => tree.members().filter(({ pid }) => !isRelay(pid)).length);
    await (dying ?? (leftovers > 0 ? tree.kill() : undefined));
    // Whoever still holds the pipes left the tree unseen; its output is not waited for.
    const giveUp = setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), drain);
    await output.catch((error: Error) => {
      throw new Problem(
        'environment',
        'Cannot write the output of an engine',
        error.message,
        'Free disk space or fix permissions of the reports folder, or use another one with --out.',
        error,
      );
    });
    clearTimeout(giveUp);
    signal?.throwIfAborted();
    return { code, signal: name, limit, seconds, leftovers, ...(child.warm && { warm: true }) };
  } finally {
    ended.abort();
    signal?.removeEventListener('abort', stop);
    forget();
  }
}

/** As Ctrl-C does: everybody in the step's own group is told. */
function interrupt(root: number): void {
  try {
    process.kill(-root, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
}

async function countLeftovers(count: () => number): Promise<number> {
  for (const until = Date.now() + grace; Date.now() < until && count() > 0; ) await sleep(10);
  return count();
}
