/** What an audit needs of a finished run. */
import { z } from 'zod';
import type { Case } from '../cases/case.ts';
import { tiers } from '../config/tiers.ts';
import { attribute } from '../findings/causes/attribute.ts';
import { type Expectation, expecting } from '../findings/expectations/expectation.ts';
import type { ToFix } from '../findings/expectations/to-fix.ts';
import { adaptationsToFix } from '../findings/expectations/to-fix.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { sumTouched, type Touched } from '../normalise/touched.ts';
import { flagCoverage } from '../report/coverage.ts';
import type { FlagCoverage } from '../report/json/schema.ts';
import type { RunData } from '../report/run.ts';

/** The part of `report.json` by which a run is chosen. The differences are in `run.json`. */
export const headSchema = z.object({
  run: z.object({ id: z.string(), started: z.string(), tier: z.enum(tiers) }),
  cases: z.array(z.object({ id: z.string() })),
});

export type Head = z.output<typeof headSchema>;

/** A finished run. */
export interface Recorded extends Pick<Head, 'run'> {
  readonly reference: { readonly spec: string; readonly release: string };
  readonly candidate: { readonly spec: string; readonly release: string };
  readonly results: readonly CaseResult[];
  /** By command. */
  readonly flags: Readonly<Record<string, Pick<FlagCoverage, 'idle' | 'wrongly_excused'>>>;
  /** How many places each normaliser changed, by its name. */
  readonly normalisers: Touched;
  readonly adaptations: readonly ToFix[];
}

export function recordedOf(data: RunData): Recorded {
  const { id, started, tier, reference, candidate, results, options } = data;
  return {
    run: { id, started, tier },
    reference,
    candidate,
    results,
    flags: Object.fromEntries(options.map((each) => [each.command, flagCoverage(each, results)])),
    normalisers: sumTouched(results.map(({ touched }) => touched ?? {})),
    adaptations: adaptationsToFix(data.adaptations, data.planned, results),
  };
}

/**
 * Results of a finished run, judged with the current expectations.
 * @param planned the current cases; results of others are left out.
 */
export function resultsOf(
  { results }: Pick<Recorded, 'results'>,
  planned: readonly Case[],
  expectations: readonly Expectation[],
): readonly CaseResult[] {
  const caseOf = new Map(planned.map((testCase) => [testCase.id, testCase]));
  const current = results.flatMap((result) => {
    const testCase = caseOf.get(result.case.id);
    return testCase ? [{ ...result, case: testCase }] : [];
  });
  return attribute(current, expecting(expectations));
}
