/** What is needed of the report of a finished run to audit the suite. */
import { z } from 'zod';
import { typed } from '../compare/difference.ts';
import { facetNames, impactOf, kindNames } from '../facets/registry.ts';
import { type Expectation, expecting } from '../judge/expectation.ts';
import type { CaseResult } from '../judge/verdict.ts';
import type { Json } from '../observe/observation.ts';
import type { Case } from '../plan/case.ts';

const names = z.array(z.string());

/** Reports of earlier versions do not have the release. */
const engine = z.object({ spec: z.string(), release: z.string().default('') });

export const recordedSchema = z.object({
  run: z.object({ id: z.string(), started: z.string(), tier: z.enum(['smoke', 'standard', 'full']) }),
  reference: engine,
  candidate: engine,
  coverage: z.object({
    flags: z.record(z.string(), z.object({ idle: names, wrongly_excused: names })),
  }),
  cases: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(['same', 'expected', 'different', 'unstable', 'blocked', 'error', 'skipped']),
    }),
  ),
  differences: z.array(
    z.object({
      id: z.string(),
      case: z.string(),
      step: z.number(),
      facet: z.enum(facetNames),
      kind: z.enum(kindNames),
      path: z.string(),
      reference: z.json().optional(),
      candidate: z.json().optional(),
      fingerprint: z.string(),
    }),
  ),
  /** By name, how many places it changed. */
  normalisers: z.record(z.string(), z.number()),
  to_mend: z.array(z.object({ file: z.string(), id: z.string(), why: z.string() })),
});

/** A finished run, as its report.json has it. */
export type Recorded = z.output<typeof recordedSchema>;

/** Results of a finished run with the expectations of today. @param planned the cases of today; others are left out. */
export function resultsOf(
  recorded: Recorded,
  planned: readonly Case[],
  expectations: readonly Expectation[],
): readonly CaseResult[] {
  const covers = expecting(expectations);
  const byCase = Map.groupBy(recorded.differences, (one) => one.case);
  const planOf = new Map(planned.map((one) => [one.id, one]));
  return recorded.cases.flatMap(({ id, verdict }) => {
    const one = planOf.get(id);
    if (!one) return [];
    const differences = (byCase.get(id) ?? []).map(({ reference, candidate, ...rest }) => {
      const deviation = typed({
        ...rest,
        ...(reference !== undefined && { reference: reference as Json }),
        ...(candidate !== undefined && { candidate: candidate as Json }),
      });
      const difference = { ...deviation, impact: impactOf(deviation) };
      const expectation = covers(id, difference);
      return expectation === undefined ? difference : { ...difference, expectation };
    });
    return [{ case: one, verdict, seconds: { reference: 0, candidate: 0 }, differences }];
  });
}
