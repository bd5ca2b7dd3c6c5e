/** Starting an engine's program: what every way of doing it takes and gives. */
import type { Readable } from 'node:stream';
import type { Invocation } from './invocation.ts';

/** A program that was started. */
export interface Started {
  /** Leader of a session of its own. */
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How the program itself ended; rejects when that cannot be known any more. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** It was forked from a host. */
  readonly warm?: true;
}

/**
 * Starts the program of an invocation in a session of its own, with `markVariable` in its environment.
 * @param mark tells the step's processes from all others: 16 hex digits.
 * @throws Problem (environment) when it cannot be started.
 */
export type Start = (invocation: Invocation, mark: string) => Promise<Started>;
