/** The shape of a cause in `report.json`. */
import { z } from 'zod';
import { impacts } from '../../config/impact.ts';
import { facetNames, kindNames } from '../../facets/registry.ts';
import type { Json } from '../../observe/observation.ts';

const text = z.string();
const texts = z.array(text);
const impact = z.enum(impacts);
const count = z.int().nonnegative();
const json = (): z.ZodType<Json> => z.json();

/** A difference as part of its cause. */
const fact = z.strictObject({
  case: text,
  /** Index of the step in its case. */
  step: count,
  facet: z.enum(facetNames),
  kind: z.enum(kindNames),
  /** What differs, without the names of nodes, files and positions. */
  subject: text,
  /** Where exactly. */
  path: text,
  impact,
  /** An absent key means that this side shows nothing there; null is a value. */
  reference: json().optional(),
  candidate: json().optional(),
  /** Id of the expectation that covers it. */
  expectation: text.optional(),
  /** In how many of the case's runs, where not in all. */
  seen: z.strictObject({ times: count, of: count }).optional(),
});

export const causeSchema = z.strictObject({
  id: text,
  title: text,
  /** The highest of its facts. */
  impact,
  status: z.enum(['new', 'known', 'intended']),
  /** Why it is registered, in whole or in part. */
  reason: text.optional(),
  /** As they are typed. */
  commands: texts,
  cases: texts,
  /** How many differences it has in all. */
  differences: count,
  /** Some of them: first one of each kind and subject, then a second one of each, and so on. */
  facts: z.array(fact),
  /** What each side started in the step of the first fact, as its log states it. */
  invocations: z.strictObject({ reference: texts, candidate: texts }),
  suspects: z.array(z.strictObject({ file: text, line: count, why: text, score: z.number().min(0).max(1) })),
  fix: text.optional(),
  /** Id of the cause that it follows from. */
  follows_from: text.optional(),
  /** Ids of causes that show in the same steps and in no others: no case tells them apart. */
  together: texts.optional(),
  /** Relative to report.json; null for what is intended. */
  issue_file: text.nullable(),
});
