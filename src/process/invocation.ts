/** One start of a program, and how it ended. */
import type { Readable } from 'node:stream';

/** An installed command: an engine, or a script of its installation. */
export interface Program {
  /** As the user names it, for messages. */
  readonly spec: string;
  /** The console command as a user types it. */
  readonly command: string;
  /** Absolute path. */
  readonly program: string;
  /** Put before PATH. */
  readonly path: readonly string[];
  /** Added to the environment of each step. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder of an installation of ours; empty or missing where the program may be anything. */
  readonly root?: string;
}

/** Limits of the whole process tree of a step. When one is exceeded, the tree is killed and the exit names the limit. */
export interface Limits {
  readonly deadlineSeconds: number;
  readonly memoryMiB: number;
  readonly processes: number;
  readonly outputMiB: number;
}

export interface Invocation {
  readonly engine: Program;
  readonly argv: readonly string[];
  /** Working directory: the project in the workspace. */
  readonly cwd: string;
  /** The whole environment except for what the program adds (PATH in front, `env`); nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly limits: Limits;
  /** Folder that receives `stdout`, `stderr` and `transcript` (both, in order of arrival) as raw bytes. */
  readonly evidence: string;
  /**
   * What happens while the step runs. When it is over, the step is interrupted, as by Ctrl-C.
   * @param over aborted when the step has ended by itself.
   */
  readonly meanwhile?: ((over: AbortSignal) => Promise<void>) | undefined;
  /** Aborts the step: the tree is killed, the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A program that was started. */
export interface Started {
  /** Leader of a session of its own. */
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How the program itself ended; rejects when that can no longer be known. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** It was forked from a warm host. */
  readonly warm?: true;
}

/**
 * Starts the program of an invocation in a session of its own, with `markVariable` in its environment.
 * @param mark distinguishes the processes of the step from all others: 16 hex digits.
 * @throws Problem (environment) when it cannot be started.
 */
export type Start = (invocation: Invocation, mark: string) => Promise<Started>;

export interface Exit {
  /** Exit code, null when ended by a signal. */
  readonly code: number | null;
  readonly signal: string | null;
  /** The limit that was exceeded, null if none was. */
  readonly limit: 'deadline' | 'memory' | 'processes' | 'output' | null;
  readonly seconds: number;
  /** Processes of the step that were still alive after its program had ended (they are killed). */
  readonly leftovers: number;
  /** It was forked from a warm host, not started as a user starts it. */
  readonly warm?: true;
}
