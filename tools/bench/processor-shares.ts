/** CPU time of a run by who used it: harness, engines, database. See docs/benchmarks.md. */
import path from 'node:path';
import {
  listPids,
  type ProcessorTime,
  readCommandLine,
  readProcess,
  readProcessorTime,
} from '../../src/process/processes.ts';

export interface ProcessorShares {
  /** This process with all threads, its helpers, and child processes before the first step. */
  readonly harness_cpu_seconds: number;
  /** Engine steps with all their child processes, and warm hosts. */
  readonly engines_cpu_seconds: number;
  /** Part of the engines' share: imports and forks of warm hosts. */
  readonly hosts_cpu_seconds: number;
  /** The embedded server; 0 for servers in a container or of the user. */
  readonly database_cpu_seconds: number;
}

export interface Running extends ProcessorTime {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: readonly string[];
}

/**
 * The shares so far. The time of orphaned processes that have ended is in no share.
 * @param helpers seconds of child processes before the first engine step.
 */
export const readShares = (helpers: number): ProcessorShares => shareOut(process.pid, listRunning(), helpers);

/** Divides the time of a process and its descendants. */
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

/** The watcher of a database is a TypeScript program; engines are not. */
const isOurs = ({ commandLine }: Running) => commandLine.some((argument) => argument.endsWith('.ts'));
const isHost = ({ commandLine }: Running) =>
  commandLine.some((argument) => path.basename(argument) === 'host.py');

const sum = (processes: readonly Running[], which: keyof ProcessorTime) =>
  processes.reduce((total, process) => total + process[which], 0);

const listRunning = (): readonly Running[] =>
  listPids().flatMap((pid) => {
    const time = readProcessorTime(pid);
    const parent = readProcess(pid)?.parent;
    return time && parent !== undefined ? [{ pid, parent, ...time, commandLine: readCommandLine(pid) }] : [];
  });
