/** A case as it is written in a suite. */
import type { Tier } from '../config/tiers.ts';
import type { EngineStep, Step } from './case.ts';

/** A step as it is written in a suite: an engine's command line is one string, as typed in a shell. */
export type WrittenStep =
  | (Omit<EngineStep, 'engine'> & { readonly engine: string })
  | Exclude<Step, { engine: unknown }>;

/** What the last step needs in addition to its command line stands next to it. */
export interface Entry extends Omit<EngineStep, 'engine'> {
  /** What the command does, completing "<command> …". */
  readonly title: string;
  /** The subject's command line, as typed in a shell. */
  readonly argv: string;
  /** Ids of the requirements that it covers. */
  readonly checks: readonly string[];
  /** Steps before the subject. */
  readonly before?: readonly WrittenStep[];
  /** The smallest tier that runs it; `standard` when absent. */
  readonly tier?: Tier;
  readonly project?: string;
  readonly state?: string;
  readonly deadlineSeconds?: number;
}
