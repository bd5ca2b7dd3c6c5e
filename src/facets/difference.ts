/** One deviation in one facet, as plain data. */

import type { Json } from '../config/json.ts';
import type { Impact } from './impact.ts';
import { type Deviation, type FacetName, isKindOf, type KindName } from './registry.ts';

/** What comparators return: a difference before it is known whose it is. */
export type { Deviation, KindName as Kind };

/** A deviation as a file has it: nothing ties its values to its kind. */
export interface Untyped {
  readonly facet: FacetName;
  readonly kind: KindName;
  readonly path: string;
  /** Unique id of the node it is about, where the values do not tell. */
  readonly node?: string;
  readonly reference?: Json;
  readonly candidate?: Json;
}

/** Takes what this program has written for what it was. @throws Error where a facet does not show such a kind. */
export function typed<T extends Untyped>(written: T): T & Deviation {
  if (isKindOf(written)) return written as T & Deviation;
  throw new Error(`The facet ${written.facet} has no difference of the kind ${written.kind}`);
}

/** What judging adds to a deviation. */
export interface Judged {
  /** `<case>#<n>`, unique in a run. */
  readonly id: string;
  readonly case: string;
  /** Index of the step in its case. */
  readonly step: number;
  readonly impact: Impact;
  /** What the same fact has in every step and run. */
  readonly fingerprint: string;
  /** Id of its cause: the fingerprint of the fact that the cause is named after. Known once all cases of a run are. */
  readonly cause?: string;
  /** Id of the expectation that covers it. */
  readonly expectation?: string;
  /** In how many of the case's runs it was seen, where not in all. */
  readonly seen?: { readonly times: number; readonly of: number };
}

/** A difference as the report carries it (contract). */
export type Difference = Deviation & Judged;

/** What differences with one cause have in common. */
export const causeOf = ({ cause, fingerprint }: Pick<Judged, 'cause' | 'fingerprint'>): string =>
  cause ?? fingerprint;
