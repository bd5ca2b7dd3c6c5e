/** Runs a program until its whole process tree has ended. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { relayProgram } from '../../packages/python-forkserver/fork-server.ts';
import { Problem } from '../config/problem.ts';
import { capture } from './capture.ts';
import { debugOf } from './debug.ts';
import type { Exit, Invocation, Start } from './invocation.ts';
import { watchLimits } from './limits.ts';
import { killOnExit, processTree } from './process-tree.ts';
import { readCommandLine } from './processes.ts';
import { startCold } from './start-cold.ts';
import { until } from './until.ts';

const debug = debugOf('process');

/** How long helpers that end with their parent (Python’s resource tracker) may take to do so. */
const helpersTimeoutMs = 1_000;
/** How long the output may take to end once no process is left to write any. */
const outputTimeoutMs = 2_000;

/**
 * Runs one step, from the start of the program to the end of its last process.
 * Afterwards its output is in the evidence folder, also when it rejects.
 * @param start the way the program is started.
 * @throws Problem (environment) when the program cannot be started or its output cannot be written;
 * the signal’s reason when aborted.
 */
export async function invoke(invocation: Invocation, start: Start = startCold): Promise<Exit> {
  const { engine, argv, limits, signal } = invocation;
  signal?.throwIfAborted();
  await mkdir(invocation.evidence, { recursive: true });
  const mark = randomBytes(8).toString('hex');
  const began = performance.now();
  debug('%s starts: %s %s', mark, engine.program, argv.join(' '));
  const child = await start(invocation, mark);
  const tree = processTree(child.pid, mark);
  const forget = killOnExit(tree);
  let limit: Exit['limit'] = null;
  let dying: Promise<boolean> | undefined;
  const end = (why: string, how: () => Promise<boolean>) => {
    stopWatching();
    if (dying === undefined) debug('%s is ended: %s', mark, why);
    dying ??= how();
  };
  const over = (which: NonNullable<Exit['limit']>) => {
    limit ??= which;
    // A tree that grows without bounds is not asked to end first.
    end(`it exceeds the limit of ${which}`, which === 'deadline' ? tree.end : tree.kill);
  };
  const stop = () => end('the run was stopped', tree.end);
  const output = capture({
    folder: invocation.evidence,
    streams: child,
    limitBytes: limits.outputMiB * 1024 ** 2,
    over: () => over('output'),
  });
  output.catch(() => end('its output cannot be written', tree.kill));
  const stopWatching = watchLimits(tree, limits, over);
  signal?.addEventListener('abort', stop, { once: true });
  const ended = new AbortController();
  const meanwhile = invocation.meanwhile?.(ended.signal).then(() => {
    if (!ended.signal.aborted) interrupt(child.pid);
  });
  // Aborted during the start: the listener came too late.
  if (signal?.aborted) stop();
  try {
    const { code, signal: name } = await child.ended.catch(async (error) => {
      end('its host exited', tree.kill);
      await dying;
      throw error;
    });
    ended.abort();
    await meanwhile;
    const seconds = (performance.now() - began) / 1000;
    debug('%s ended with %s after %d s', mark, name ?? code, Number(seconds.toFixed(2)));
    stopWatching();
    const leftovers = dying ? 0 : await leftoversOf(mark, () => tree.members().map(({ pid }) => pid));
    await (dying ?? (leftovers > 0 ? tree.kill() : undefined));
    // A process that still holds the pipes left the tree without being seen; its output does not count.
    const giveUp = setTimeout(
      () => [child.stdout, child.stderr].map((stream) => stream.destroy()),
      outputTimeoutMs,
    );
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

/** As Ctrl-C does: all processes in the step's own group get the signal. */
function interrupt(root: number): void {
  try {
    process.kill(-root, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
}

/** How many processes are still alive. Relays are ours: a cold step has none. */
async function leftoversOf(mark: string, list: () => readonly number[]): Promise<number> {
  const count = () => list().filter((pid) => !readCommandLine(pid).includes(relayProgram)).length;
  let left = 0;
  await until({
    what: `the end of other processes of ${mark}`,
    condition() {
      left = count();
      return left === 0;
    },
    timeoutMs: helpersTimeoutMs,
    pollIntervalMs: 10,
  });
  return left;
}
