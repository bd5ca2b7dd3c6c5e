/** From what a run left to its reports: causes found and named, expectations judged, everything written. */
import { attribute } from '../findings/causes/attribute.ts';
import { diagnose } from '../findings/diagnose.ts';
import { expecting } from '../findings/expectations/expectation.ts';
import { adaptationsToFix, expectationsToFix } from '../findings/expectations/to-fix.ts';
import { readRun } from './json/run-json.ts';
import type { Run, RunData } from './run.ts';
import { writeReports } from './write-reports.ts';

/** What follows from a run's data, and from nothing else. */
export function conclude(told: RunData, out: string): Run {
  const data = { ...told, results: attribute(told.results, expecting(told.expectations)) };
  return {
    ...data,
    findings: diagnose(data),
    toFix: [
      ...expectationsToFix(data.expectations, data.planned, data.results),
      ...adaptationsToFix(data.adaptations, data.planned, data.results),
    ],
    out,
  };
}

/**
 * Writes the reports of the run in a folder, from its `run.json`.
 * @param against the earlier run it is held against, in place of the one it was held against then.
 * @throws Problem (usage) when there is none, or it is not valid.
 */
export async function reportOn(out: string, against?: RunData['against']): Promise<Run> {
  const run = conclude({ ...(await readRun(out)), ...(against && { against }) }, out);
  await writeReports(run);
  return run;
}
