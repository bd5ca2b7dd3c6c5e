/** The whole process tree of a step: who belongs to it, and how to end it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { listPids, type ProcessInfo, readEnvironment, readProcess } from './processes.ts';

/** Carries the step's id in the environment, so that a child is known even after it cut every other tie. */
export const markVariable = 'COMPAT_STEP';

export interface ProcessTree {
  /** Members alive now, the root included. */
  members(): readonly ProcessInfo[];
  /** Stops and kills all members at once, without waiting for them to be gone. */
  strike(): void;
  /** Asks the root to end, so that its helpers can tidy up behind it (shared memory, say), then kills who is left. */
  end(): Promise<boolean>;
  /** Kills all members, and those they start meanwhile; resolves when none is left (false: some would not die). */
  kill(): Promise<boolean>;
}

/** A fork bomb may outrun one pass over /proc; it is chased this long, in milliseconds. */
const chase = 5_000;
/** How long, in milliseconds, a tree that was asked to end may take before it is killed. */
const courtesy = 1_000;
/** How long, in milliseconds, a killed process may take to go (it may hang in the kernel). */
const patience = 10_000;

/**
 * Follows the tree of a process: its descendants, all in its session or process group, and all that carry its mark,
 * as daemons do that were orphaned on purpose. Once seen, a member stays one.
 * Blind to what between two looks both left the tree and dropped the mark; only a control group would see that.
 * @param root pid of a process started in a session of its own.
 * @param mark value of `markVariable` in its environment, unique.
 */
export function processTree(root: number, mark: string): ProcessTree {
  const marked = `${markVariable}=${mark}`;
  const mine = new Map<number, string>([[root, readProcess(root)?.started ?? '']]);
  /**
   * Somebody else's: was there before the root, or was looked at once. Spares reading hundreds of processes at each look.
   */
  const foreign = new Set(listPids().filter((pid) => pid < root));

  function members(): readonly ProcessInfo[] {
    const pids = listPids();
    const there = new Set(pids);
    for (const pid of foreign) if (!there.has(pid)) foreign.delete(pid);
    for (const pid of mine.keys()) if (!there.has(pid)) mine.delete(pid);
    const found: ProcessInfo[] = [];
    let strangers: (ProcessInfo & { readonly environment: string | undefined })[] = [];
    for (const pid of pids) {
      if (foreign.has(pid)) continue;
      const info = readProcess(pid);
      if (info === undefined) continue;
      const { session, group } = info;
      if (mine.get(pid) === info.started || session === root || group === root) {
        found.push(adopt(info));
        continue;
      }
      const environment = readEnvironment(pid);
      if (environment?.split('\0').includes(marked)) found.push(adopt(info));
      else strangers.push({ ...info, environment });
    }
    // A child may have a lower pid than its parent, so once is not enough.
    for (let before = -1; before !== strangers.length; ) {
      before = strangers.length;
      strangers = strangers.filter((info) => {
        if (!mine.has(info.parent)) return true;
        found.push(adopt(info));
        return false;
      });
    }
    for (const { pid, parent, environment } of strangers) {
      // While a process is being replaced by exec its environment reads as empty: look again next time.
      // Kernel threads (children of 2) never have one.
      if (parent === 2 || parent === 0 || environment !== '') foreign.add(pid);
    }
    return found.filter(({ ended }) => !ended);
  }

  function adopt(info: ProcessInfo): ProcessInfo {
    mine.set(info.pid, info.started);
    return info;
  }

  function strike(): void {
    foreign.clear();
    const stopped = new Set<number>();
    // First nobody can start anybody any more, then they go: killed one by one, a bomb would grow again.
    for (const until = Date.now() + chase; Date.now() < until; ) {
      const running = members().filter(({ pid }) => !stopped.has(pid));
      if (running.length === 0) break;
      for (const { pid } of running) {
        signal(pid, 'SIGSTOP');
        stopped.add(pid);
      }
    }
    // The root last: with it goes its terminal, and whoever is at that would be woken to be told so.
    const dying = members().toSorted((one, other) => Number(one.pid === root) - Number(other.pid === root));
    for (const { pid } of dying) signal(pid, 'SIGKILL');
    if (process.platform !== 'linux') signal(-root, 'SIGKILL');
  }

  async function kill(): Promise<boolean> {
    strike();
    for (const until = Date.now() + patience; Date.now() < until; await sleep(5)) {
      const left = members();
      if (left.length === 0) return true;
      for (const { pid } of left) signal(pid, 'SIGKILL');
    }
    return false;
  }

  async function end(): Promise<boolean> {
    signal(root, 'SIGTERM');
    for (const until = Date.now() + courtesy; Date.now() < until && members().length > 0; ) await sleep(10);
    return kill();
  }

  return { members, strike, end, kill };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, or not ours to kill: the next look tells which.
  }
}
