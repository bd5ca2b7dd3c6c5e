/** One deviation in one facet, as plain data. */

import { z } from 'zod';
import type { Impact } from '../config/impact.ts';
import type { Json } from '../config/json.ts';
import type { Data } from '../config/valid-json.ts';
import { type Deviation, facetNames, impactOf, isKindOf, type KindName, kindNames } from './registry.ts';

/** What comparators return: a difference before it is known whose it is. */
export type { Deviation, KindName as Kind };

const text = z.string();
/** Whatever a JSON file holds is JSON. */
const json = z.custom<Json>();

const untyped = z.object({
  facet: z.enum(facetNames),
  kind: z.enum(kindNames),
  path: text,
  /** Unique id of the node it is about, where the values do not tell. */
  node: text.exactOptional(),
  reference: json.exactOptional(),
  candidate: json.exactOptional(),
});

/** A deviation as a file has it: nothing ties its values to its kind. */
export type Untyped = Data<typeof untyped>;

/** Takes what this program has written for what it was. @throws Error where a facet does not show such a kind. */
export function typed<T extends Untyped>(written: T): T & Deviation {
  if (isKindOf(written)) return written as T & Deviation;
  throw new Error(`The facet ${written.facet} has no difference of the kind ${written.kind}`);
}

const judged = z.object({
  /** `<case>#<n>`, unique in a run. */
  id: text,
  case: text,
  /** Index of the step in its case. */
  step: z.int(),
  /** What the same fact has in every step and run. */
  fingerprint: text,
  /** Id of its cause: the fingerprint of the fact that the cause is named after. Known once all cases of a run are. */
  cause: text.exactOptional(),
  /** Id of the expectation that covers it. */
  expectation: text.exactOptional(),
  /** In how many of the case's runs it was seen, where not in all. */
  seen: z.strictObject({ times: z.int(), of: z.int() }).exactOptional(),
});

/** What judging adds to a deviation. */
export type Judged = Data<typeof judged> & { readonly impact: Impact };

/** A difference as the report carries it (contract). */
export type Difference = Deviation & Judged;

/** The impact is not read: it follows from the rest, and an older version may have rated it differently. */
export const differenceSchema = untyped
  .extend(judged.shape)
  .refine(isKindOf, 'is of a kind that its facet does not show')
  .transform((written): Difference => {
    const deviation = typed(written);
    return { ...deviation, impact: impactOf(deviation) };
  });

/** What differences with one cause have in common. */
export const causeOf = ({ cause, fingerprint }: Pick<Judged, 'cause' | 'fingerprint'>): string =>
  cause ?? fingerprint;
