/** Processes as Linux shows them under /proc. Elsewhere there is none to see, and every list is empty. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Start time in ticks since boot: tells a process from a later one that got the same pid. */
  readonly started: string;
  /** Resident memory in bytes; memory shared with other processes is counted in each. */
  readonly resident: number;
  /** Has ended, and only waits for its parent to notice. */
  readonly ended: boolean;
}

/** All pids there are. */
export function listPids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

/** Whether a process of that number is at work, whoever's it is. One that has ended and only waits to be noticed is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // In containers often nobody ever notices the end of an orphan.
  return !readProcess(pid)?.ended;
}

/** What is known of a process, undefined when it is gone. */
export function readProcess(pid: number): ProcessInfo | undefined {
  const text = readProc(pid, 'stat');
  if (text === undefined) return undefined;
  // The name stands in parentheses and may contain anything, so fields count from its end.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, session] = fields;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    started: fields[19] ?? '',
    resident: Number(fields[21]) * pageSize,
    ended: state === 'Z' || state === 'X',
  };
}

/** The environment a process was started with, `NAME=value` joined by NUL; undefined where it is not ours to see. */
export function readEnvironment(pid: number): string | undefined {
  return readProc(pid, 'environ');
}

/** Memory of a process in bytes, with what it shares divided among those it shares it with. */
export function readProportional(pid: number): number | undefined {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** From the auxiliary vector (pairs of 64-bit words, 6 = AT_PAGESZ): some arm64 kernels have pages of 16 or 64 KiB. */
const pageSize = (() => {
  try {
    const words = readFileSync('/proc/self/auxv');
    for (let at = 0; at + 16 <= words.length; at += 16) {
      if (words.readBigUInt64LE(at) === 6n) return Number(words.readBigUInt64LE(at + 8));
    }
  } catch {
    // No /proc: nothing will be measured either.
  }
  return 4096;
})();
