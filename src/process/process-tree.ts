/** The whole process tree of a step: which processes belong to it, and how to end it. */
import { debugOf } from './debug.ts';
import { listPids, type ProcessInfo, readEnvironment, readProcess } from './processes.ts';
import { until } from './until.ts';

const debug = debugOf('process');

/** Contains the id of the step in the environment of all its processes, including daemons that left its session. */
export const markVariable = 'COMPAT_STEP';

export interface ProcessTree {
  /** Members alive now, including the root. */
  members(): readonly ProcessInfo[];
  /** Stops and kills all members at once, without waiting for their end. */
  killNow(): void;
  /** Asks the root to end, so that its helpers can clean up (shared memory, for example), then kills the rest. */
  end(): Promise<boolean>;
  /** Kills all members and those they start meanwhile. Resolves when none is left (false: some did not die). */
  kill(): Promise<boolean>;
}

/** A fork bomb may start processes faster than one pass over /proc finds them. */
const stopTimeoutMs = 5_000;
/** How long a tree that was asked to end may take before it is killed. */
const endTimeoutMs = 1_000;
/** How long a killed process may take to end (it may hang in the kernel). */
const killTimeoutMs = 10_000;

/**
 * Follows the tree of a process: its descendants, all in its session or process group, and all that carry its mark,
 * such as daemons. A process that was found once stays a member.
 * Not found are processes that between two looks left the tree and removed the mark; that would need a control group.
 * @param root pid of a process started in a session of its own.
 * @param mark value of `markVariable` in its environment, unique.
 */
export function processTree(root: number, mark: string): ProcessTree {
  const marked = `${markVariable}=${mark}`;
  const mine = new Map<number, string>([[root, readProcess(root)?.started ?? '']]);
  /** Processes of others: older than the root, or read once before. So hundreds of them are not read at each look. */
  const foreign = new Set(listPids().filter((pid) => pid < root));

  function members(): readonly ProcessInfo[] {
    const pids = listPids();
    const alive = new Set(pids);
    for (const pid of foreign) if (!alive.has(pid)) foreign.delete(pid);
    for (const pid of mine.keys()) if (!alive.has(pid)) mine.delete(pid);
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
    // A child may have a lower pid than its parent, so one pass is not enough.
    for (let before = -1; before !== strangers.length; ) {
      before = strangers.length;
      strangers = strangers.filter((info) => {
        if (!mine.has(info.parent)) return true;
        found.push(adopt(info));
        return false;
      });
    }
    for (const { pid, parent, environment } of strangers) {
      // During exec the environment of a process reads as empty: look again next time. Kernel threads (children of 2) never
      // have one. A process that another host has just forked still carries the mark of that host.
      const mayChange = environment === '' || environment?.includes(`${markVariable}=`);
      if (parent === 2 || parent === 0 || !mayChange) foreign.add(pid);
    }
    return found.filter(({ ended }) => !ended);
  }

  function adopt(info: ProcessInfo): ProcessInfo {
    mine.set(info.pid, info.started);
    return info;
  }

  function killNow(): void {
    foreign.clear();
    const stopped = new Set<number>();
    // First stop all, so that none can start others: a fork bomb would outgrow killing one by one.
    for (const deadline = Date.now() + stopTimeoutMs; Date.now() < deadline; ) {
      const running = members().filter(({ pid }) => !stopped.has(pid));
      if (running.length === 0) break;
      for (const { pid } of running) {
        signal(pid, 'SIGSTOP');
        stopped.add(pid);
      }
    }
    // The root last: its end closes its terminal, which would wake the processes that use it.
    const dying = members().toSorted((a, b) => Number(a.pid === root) - Number(b.pid === root));
    if (dying.length > 0) debug('killing %s', dying.map(({ pid }) => pid).join(' '));
    for (const { pid } of dying) signal(pid, 'SIGKILL');
    if (process.platform !== 'linux') signal(-root, 'SIGKILL');
  }

  async function kill(): Promise<boolean> {
    killNow();
    return until({
      what: `the end of killed processes of ${root}`,
      condition() {
        const left = members();
        for (const { pid } of left) signal(pid, 'SIGKILL');
        return left.length === 0;
      },
      timeoutMs: killTimeoutMs,
      pollIntervalMs: 5,
    });
  }

  async function end(): Promise<boolean> {
    debug('asking %d to end', root);
    signal(root, 'SIGTERM');
    await until({
      what: `the end of ${root}, which got SIGTERM`,
      condition: () => members().length === 0,
      timeoutMs: endTimeoutMs,
      pollIntervalMs: 10,
    });
    return kill();
  }

  return { members, killNow, end, kill };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended, or belongs to another user: the next look tells which.
  }
}

const running = new Set<ProcessTree>();

/** Kills the tree when this process itself ends early: by a defect, or by process.exit. @returns keeps the tree. */
export function killOnExit(tree: ProcessTree): () => void {
  if (running.size === 0) process.on('exit', killRunning);
  running.add(tree);
  return () => {
    running.delete(tree);
    if (running.size === 0) process.off('exit', killRunning);
  };
}

function killRunning(): void {
  for (const tree of running) tree.killNow();
}
