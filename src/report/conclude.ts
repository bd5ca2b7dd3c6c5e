/** From the data of a run to its reports: causes found and named, expectations judged, everything written. */
import { attribute } from '../findings/causes/attribute.ts';
import { diagnose } from '../findings/diagnose.ts';
import { expecting } from '../findings/expectations/expectation.ts';
import { adaptationsToFix, expectationsToFix } from '../findings/expectations/to-fix.ts';
import { readRun } from './json/run-json.ts';
import { writeReports } from './reporters.ts';
import type { Run, RunData } from './run.ts';

/** What follows from a run's data, and from nothing else. */
export function conclude(read: RunData, out: string): Run {
  const data = { ...read, results: attribute(read.results, expecting(read.expectations)) };
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
 * @param against the earlier run to compare it with, in place of the one in `run.json`.
 * @throws Problem (usage) when there is none, or it is not valid.
 */
export async function reportOn(out: string, against?: RunData['against']): Promise<Run> {
  const run = conclude({ ...(await readRun(out)), ...(against && { against }) }, out);
  await writeReports(run);
  return run;
}
