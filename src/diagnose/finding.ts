/** All differences of one fingerprint: one cause, one issue. */
import type { Kind } from '../compare/difference.ts';
import type { Impact } from '../facets/impact.ts';

export interface Suspect {
  /** A file of the candidate, relative to its package or checkout. */
  readonly file: string;
  /** 1-based line, 0 where only the file is known. */
  readonly line: number;
  readonly why: string;
  /** 0 to 1. */
  readonly score: number;
}

export interface Finding {
  readonly fingerprint: string;
  readonly title: string;
  /** The highest of its differences. */
  readonly impact: Impact;
  readonly kind: Kind;
  /** Commands affected. */
  readonly commands: readonly string[];
  /** Ids of the cases affected. */
  readonly cases: readonly string[];
  /** Number of differences. */
  readonly count: number;
  readonly suspects: readonly Suspect[];
  readonly suggestedFix: string;
  /** Id of the cause that it follows from, where that is known. */
  readonly followsFrom?: string;
  /**
   * `new`: some difference of it is covered by no expectation. `known`: all are, and there is or should be an issue.
   * `intended`: all are, by what the specification says is meant so.
   */
  readonly standing: 'new' | 'known' | 'intended';
}
