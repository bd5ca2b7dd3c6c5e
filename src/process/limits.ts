/** Watches the resources that a process tree uses. */
import type { Exit, Limits } from './invocation.ts';
import type { ProcessTree } from './process-tree.ts';
import { type ProcessInfo, readProportional } from './processes.ts';

/** A look takes about a millisecond on a busy machine, so this keeps it well below 1 %. */
const pollIntervalMs = 200;
/** Faster polling while a tree grows: by this many processes since the last look, or above half of its memory. */
const growing = { processes: 4, pollIntervalMs: 20 };

const mib = 1024 ** 2;

/**
 * Polls the tree and calls `over` once, with the first limit it exceeds.
 * @returns stops watching.
 */
export function watchLimits(
  tree: ProcessTree,
  limits: Limits,
  over: (limit: NonNullable<Exit['limit']>) => void,
): () => void {
  let count = 1;
  let timer = setTimeout(look, growing.pollIntervalMs);
  const deadline = setTimeout(() => end('deadline'), limits.deadlineSeconds * 1000);

  function look(): void {
    const members = tree.members();
    const resident = sum(members, (member) => member.resident) / mib;
    if (members.length > limits.processes) {
      end('processes');
      return;
    }
    // Processes are read one after the other: if one ends meanwhile, those read later own what they shared with it, so it
    // counts twice. A second look no longer finds it.
    if (isOver(members) && isOver(tree.members())) {
      end('memory');
      return;
    }
    const growsInMemory = resident > limits.memoryMiB / 2 && resident <= limits.memoryMiB;
    const grows = members.length - count >= growing.processes || growsInMemory;
    count = members.length;
    timer = setTimeout(look, grows ? growing.pollIntervalMs : pollIntervalMs);
  }

  /** Resident memory is cheap to read but counts shared memory in each process: above the limit the exact value decides. */
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
