/** The shape of a cause in `report.json`. */
import { z } from 'zod';
import { impacts } from '../../facets/impact.ts';
import { facetNames, kindNames } from '../../facets/registry.ts';

const impact = z.enum(impacts);
const count = z.int().nonnegative();

/** A difference as part of its cause. */
const fact = z.strictObject({
  case: z.string(),
  /** Index of the step in its case. */
  step: count,
  facet: z.enum(facetNames),
  kind: z.enum(kindNames),
  /** What differs, without the names of nodes, files and positions. */
  subject: z.string(),
  /** Where exactly. */
  path: z.string(),
  impact,
  /** An absent key means that this side shows nothing there; null is a value. */
  reference: z.json().optional(),
  candidate: z.json().optional(),
  /** Id of the expectation that covers it. */
  expectation: z.string().optional(),
  /** In how many of the case's runs, where not in all. */
  seen: z.strictObject({ times: count, of: count }).optional(),
});

const commandLines = z.array(z.string());

export const causeSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The highest of its facts. */
  impact,
  status: z.enum(['new', 'known', 'intended']),
  /** Why it is registered, where it is, in whole or in part. */
  reason: z.string().optional(),
  /** As they are typed. */
  commands: z.array(z.string()),
  cases: z.array(z.string()),
  /** How many differences it has in all. */
  differences: count,
  /** Some of them: of each kind and subject first one, then another one. */
  facts: z.array(fact),
  /** What each side started in the step of the first fact, as its log states it. */
  invocations: z.strictObject({ reference: commandLines, candidate: commandLines }),
  suspects: z.array(
    z.strictObject({ file: z.string(), line: count, why: z.string(), score: z.number().min(0).max(1) }),
  ),
  fix: z.string().optional(),
  /** Id of the cause that it follows from. */
  follows_from: z.string().optional(),
  /** Ids of causes that show in the same steps and in no others: no case tells them apart. */
  together: z.array(z.string()).optional(),
  /** Relative to report.json; null for what is intended. */
  issue_file: z.string().nullable(),
});
