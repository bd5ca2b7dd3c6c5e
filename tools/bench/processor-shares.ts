/** Whose processor time a run took: ours, the engines’, the database’s. */
import path from 'node:path';
import {
  listPids,
  type ProcessorTime,
  readCommandLine,
  readProcess,
  readProcessorTime,
} from '../../src/process/processes.ts';

export interface ProcessorShares {
  /** This process with all its threads, its helpers, and whom it waited for while it opened. */
  readonly harness_cpu_seconds: number;
  /** Every engine step with all it started, and the warm hosts. */
  readonly engines_cpu_seconds: number;
  /** Of the engines’: what the warm hosts took themselves, for imports and forks. */
  readonly hosts_cpu_seconds: number;
  /** A database server that we started ourselves; none in a container or of the user’s. */
  readonly database_cpu_seconds: number;
}

export interface Running extends ProcessorTime {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: readonly string[];
}

/**
 * The shares until now. Time of processes that were orphaned and are gone is in no share.
 * @param helpers seconds of children waited for before the first engine step.
 */
export const readShares = (helpers: number): ProcessorShares => shareOut(process.pid, listRunning(), helpers);

/** Shares out the time of a process and of all that descend from it. Pure. */
export function shareOut(harness: number, running: readonly Running[], helpers: number): ProcessorShares {
  const childrenOf = (pid: number) => running.filter(({ parent }) => parent === pid);
  const descendantsOf = (pid: number): readonly Running[] =>
    childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child.pid)]);
  const self = running.find(({ pid }) => pid === harness);
  const watchers = childrenOf(harness).filter(isOurs);
  const engines = childrenOf(harness)
    .filter((child) => !isOurs(child))
    .flatMap((child) => [child, ...descendantsOf(child.pid)]);
  return {
    harness_cpu_seconds: (self?.own ?? 0) + sum(watchers, 'own') + helpers,
    engines_cpu_seconds: (self?.waited ?? 0) - helpers + sum(engines, 'own') + sum(engines, 'waited'),
    hosts_cpu_seconds: sum(engines.filter(isHost), 'own'),
    database_cpu_seconds:
      sum(watchers, 'waited') +
      watchers
        .flatMap(({ pid }) => descendantsOf(pid))
        .reduce((total, { own, waited }) => total + own + waited, 0),
  };
}

/** Our own programs are TypeScript: the watcher of a database. No engine is. */
const isOurs = ({ commandLine }: Running) => commandLine.some((argument) => argument.endsWith('.ts'));
const isHost = ({ commandLine }: Running) =>
  commandLine.some((argument) => path.basename(argument) === 'host.py');

const sum = (some: readonly Running[], which: keyof ProcessorTime) =>
  some.reduce((total, one) => total + one[which], 0);

const listRunning = (): readonly Running[] =>
  listPids().flatMap((pid) => {
    const time = readProcessorTime(pid);
    const parent = readProcess(pid)?.parent;
    return time && parent !== undefined ? [{ pid, parent, ...time, commandLine: readCommandLine(pid) }] : [];
  });
