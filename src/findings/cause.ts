/** All differences of one fingerprint: one cause, one issue. */

import type { Impact } from '../config/impact.ts';
import type { Kind } from '../facets/difference.ts';
import type { Fix } from './suspects/fix-of.ts';
import type { Suspect } from './suspects/suspects-of.ts';

export interface Cause {
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
  /** Source that belongs to the fix, where the code of both engines gives it. */
  readonly fixSource?: NonNullable<Fix['source']>;
  /** Id of the cause that it follows from, where that is known. */
  readonly followsFrom?: string;
  /** Ids of causes that show in the same steps and in no others: no case tells them apart. */
  readonly together?: readonly string[];
  /**
   * `new`: some difference of it is covered by no expectation. `known`: all are, and there is or should be an issue.
   * `intended`: all are, by what the specification says is meant so.
   */
  readonly status: 'new' | 'known' | 'intended';
}
