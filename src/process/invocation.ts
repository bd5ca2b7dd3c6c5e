/** One start of an engine's program, and how it ended. */
import type { Engine } from '../engines/engine.ts';

/** Bounds on one step's whole process tree. Over one of them the tree is killed and the exit says which. */
export interface Limits {
  readonly deadlineSeconds: number;
  readonly memoryMiB: number;
  readonly processes: number;
  readonly outputMiB: number;
}

export interface Invocation {
  readonly engine: Engine;
  readonly argv: readonly string[];
  /** Working directory: the twin's project. */
  readonly cwd: string;
  /** The whole environment but for what the engine adds (PATH in front, `env`); nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly limits: Limits;
  /** Folder that receives `stdout`, `stderr` and `transcript` (both, as they came) as raw bytes. */
  readonly evidence: string;
  /**
   * What happens while the step runs. When it is over, the step is interrupted, as by Ctrl-C.
   * @param over aborted when the step has ended by itself.
   */
  readonly meanwhile?: ((over: AbortSignal) => Promise<void>) | undefined;
  /** Aborts the step: the tree is killed, the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Exit {
  /** Exit code, null when ended by a signal. */
  readonly code: number | null;
  readonly signal: string | null;
  /** The limit that was hit, null when none was. */
  readonly limit: 'deadline' | 'memory' | 'processes' | 'output' | null;
  readonly seconds: number;
  /** Processes of the step still alive after its program had ended (they are killed). */
  readonly leftovers: number;
  /** It was forked from a host that had imported the engine, not started as a user starts it. */
  readonly warm?: true;
}
