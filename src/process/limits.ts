/** Watches a process tree for what it uses. */

import type { Exit, Limits } from './invocation.ts';
import type { ProcessTree } from './process-tree.ts';
import { type ProcessInfo, readProportional } from './processes.ts';

/** Milliseconds between two looks. One costs about a millisecond on a busy machine, so this keeps it well below 1 %. */
const calm = 200;
/** The same while a tree grows: by this many processes since the last look, or past half of the memory it may use. */
const growing = { processes: 4, interval: 20 };

const mib = 1024 ** 2;

/**
 * Looks at the tree from time to time and calls `over` once, with the first limit it exceeds.
 * @returns stops watching.
 */
export function watchLimits(
  tree: ProcessTree,
  limits: Limits,
  over: (limit: NonNullable<Exit['limit']>) => void,
): () => void {
  let count = 1;
  let timer = setTimeout(look, growing.interval);
  const deadline = setTimeout(() => end('deadline'), limits.deadlineSeconds * 1000);

  function look(): void {
    const members = tree.members();
    const resident = sum(members, (member) => member.resident) / mib;
    if (members.length > limits.processes) {
      end('processes');
      return;
    }
    // Processes are read one after the other: one that ends meanwhile leaves what it shared to those read later, and counts
    // twice. A second look no longer finds it.
    if (isOver(members) && isOver(tree.members())) {
      end('memory');
      return;
    }
    const growsInMemory = resident > limits.memoryMiB / 2 && resident <= limits.memoryMiB;
    const grows = members.length - count >= growing.processes || growsInMemory;
    count = members.length;
    timer = setTimeout(look, grows ? growing.interval : calm);
  }

  /** Resident memory is cheap to read but counts what forks share once each: beyond the limit the exact measure decides. */
  function isOver(members: readonly ProcessInfo[]): boolean {
    const most = limits.memoryMiB * mib;
    return sum(members, ({ resident }) => resident) > most && proportional(members) > most;
  }

  function stop(): void {
    clearTimeout(timer);
    clearTimeout(deadline);
  }

  function end(limit: NonNullable<Exit['limit']>): void {
    stop();
    over(limit);
  }

  return stop;
}

const proportional = (members: readonly ProcessInfo[]) =>
  sum(members, ({ pid, resident }) => readProportional(pid) ?? resident);

const sum = (members: readonly ProcessInfo[], measure: (member: ProcessInfo) => number) =>
  members.reduce((total, member) => total + measure(member), 0);
