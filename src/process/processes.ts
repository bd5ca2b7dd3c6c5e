/** Processes as Linux shows them under /proc. On other systems every list is empty. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Start time in ticks since boot: distinguishes a process from a later one with the same pid. */
  readonly started: string;
  /** Resident memory in bytes; memory shared with other processes is counted in each. */
  readonly resident: number;
  /** Has ended, but its parent has not waited for it. */
  readonly ended: boolean;
}

/** Processor time in seconds, user and system together. */
export interface ProcessorTime {
  /** All threads of the process itself. */
  readonly own: number;
  /** Children that ended and were waited for, with those they waited for. Orphans are not counted. */
  readonly waited: number;
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

/** Whether a process with that pid is running, of any user. A zombie is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // In a container, orphans often remain zombies.
  return !readProcess(pid)?.ended;
}

/** Reads a process; undefined if it does not exist. */
export function readProcess(pid: number): ProcessInfo | undefined {
  const fields = readStat(pid);
  if (fields === undefined) return undefined;
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

/** Processor time of a process until now; undefined if it does not exist. */
export function readProcessorTime(pid: number): ProcessorTime | undefined {
  const fields = readStat(pid);
  if (fields === undefined) return undefined;
  const [user = 0, system = 0, waitedUser = 0, waitedSystem = 0] = fields.slice(11, 15).map(Number);
  return { own: (user + system) / ticksPerSecond, waited: (waitedUser + waitedSystem) / ticksPerSecond };
}

/** The command line of a process, empty if it does not exist. */
export const readCommandLine = (pid: number): readonly string[] =>
  (readProc(pid, 'cmdline') ?? '').split('\0').slice(0, -1);

/** The most resident memory a process has ever had, in bytes. */
export function readPeakMemory(pid: number): number | undefined {
  // `getrusage` would include the time between fork and exec, with the memory of the parent.
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}

/** The environment a process was started with, `NAME=value` joined by NUL; undefined if it is not readable. */
export function readEnvironment(pid: number): string | undefined {
  return readProc(pid, 'environ');
}

/** Memory of a process in bytes; shared memory is divided by the number of processes that share it. */
export function readProportional(pid: number): number | undefined {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}

/** Fields of `stat` from the state on. The name before it is in parentheses and may contain anything. */
function readStat(pid: number): readonly string[] | undefined {
  const text = readProc(pid, 'stat');
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Reads piece by piece into one buffer: these files have no size, and are read thousands of times. */
function readProc(pid: number, file: string): string | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(`/proc/${pid}/${file}`, 'r');
    let text = '';
    for (let length = -1; length !== 0; ) {
      length = readSync(handle, piece);
      text += piece.toString('latin1', 0, length);
    }
    return text;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const piece = Buffer.allocUnsafe(64 * 1024);

/** An entry of the auxiliary vector: pairs of 64-bit words, undefined without a /proc to read it from. */
function auxiliary(wanted: bigint): number | undefined {
  try {
    const words = readFileSync('/proc/self/auxv');
    for (let at = 0; at + 16 <= words.length; at += 16) {
      if (words.readBigUInt64LE(at) === wanted) return Number(words.readBigUInt64LE(at + 8));
    }
  } catch {
    // No /proc: nothing will be measured either.
  }
  return undefined;
}

/** AT_PAGESZ: some arm64 kernels have pages of 16 or 64 KiB. */
const pageSize = auxiliary(6n) ?? 4096;
/** AT_CLKTCK. */
const ticksPerSecond = auxiliary(17n) ?? 100;
