/** What is needed of a finished run to audit the suite. */
import { z } from 'zod';
import type { Case } from '../cases/case.ts';
import { attribute } from '../findings/causes/attribute.ts';
import { adaptationsToFix } from '../findings/expectations/adaptations-to-fix.ts';
import { type Expectation, expecting } from '../findings/expectations/expectation.ts';
import type { ToFix } from '../findings/expectations/to-fix.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { sumTouched, type Touched } from '../normalise/touched.ts';
import { flagCoverage } from '../report/coverage.ts';
import type { FlagCoverage } from '../report/json/schema.ts';
import type { RunData } from '../report/run.ts';

/** What `report.json` says of a run: enough to choose between runs. The differences are in `run.json`. */
export const headSchema = z.object({
  run: z.object({ id: z.string(), started: z.string(), tier: z.enum(['smoke', 'standard', 'full']) }),
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
  /** By name, how many places it changed. */
  readonly normalisers: Touched;
  readonly adaptations: readonly ToFix[];
}

/** What an audit looks at in the data of a run. */
export function recordedOf(data: RunData): Recorded {
  const { id, started, tier, reference, candidate, results, options } = data;
  return {
    run: { id, started, tier },
    reference,
    candidate,
    results,
    flags: Object.fromEntries(options.map((one) => [one.command, flagCoverage(one, results)])),
    normalisers: sumTouched(results.map(({ touched }) => touched ?? {})),
    adaptations: adaptationsToFix(data.adaptations, data.planned, results),
  };
}

/** Results of a finished run with the expectations of today. @param planned the cases of today; others are left out. */
export function resultsOf(
  { results }: Pick<Recorded, 'results'>,
  planned: readonly Case[],
  expectations: readonly Expectation[],
): readonly CaseResult[] {
  const planOf = new Map(planned.map((one) => [one.id, one]));
  const today = results.flatMap((result) => {
    const one = planOf.get(result.case.id);
    return one ? [{ ...result, case: one }] : [];
  });
  return attribute(today, expecting(expectations));
}
