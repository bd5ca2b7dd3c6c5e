/** What each side did in one step, according to its evidence: causes are derived from it. */

import { z } from 'zod';
import { textAt } from '../../config/json.ts';
import type { Data } from '../../config/valid-json.ts';
import { idOf, isResults, resultsIn, statusOf } from '../../dbt/artifacts.ts';
import { failureLine } from '../../dbt/failure-line.ts';
import { commandLinesIn, type InvocationEvents } from '../../dbt/invocations.ts';
import { nameOf, nodeIdOf } from '../../dbt/log-event.ts';
import type { Normalised } from '../../normalise/normalise.ts';
import type { Observation } from '../../observe/observation.ts';
import type { Exit } from '../../process/invocation.ts';

const text = z.string();
/** Exit code, name of the signal, or the limit that was hit. */
export const endSchema = z.union([z.number(), text]);

const sideShown = z.strictObject({
  ended: endSchema,
  /** The line that says why it failed; absent where it ended with 0 or said nothing. */
  why: text.exactOptional(),
  /** Command lines of the invocations it started, in order, as its log states them. */
  invocations: z.array(text),
  /** Status of each node that the command asked for reports a result for, by unique id. */
  nodes: z.record(text, text),
});
/** What one side did. */
export type SideShown = Data<typeof sideShown>;

export const stepShownSchema = z.strictObject({
  /** Index of the step in its case. */
  step: z.int(),
  reference: sideShown,
  candidate: sideShown,
});
export type StepShown = Data<typeof stepShownSchema>;

/** @param normalised of the same observation: texts without paths, times and names of this run. */
export function shownBy(
  observation: Observation,
  { stdout, stderr, invocations }: Pick<Normalised, 'stdout' | 'stderr' | 'invocations'>,
): SideShown {
  const ended = endOf(observation.exit);
  const events = invocations.flatMap((invocation) => invocation.events);
  // Without `{no newline at the end}`, which the engine did not print.
  const text = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('{no ')).join('\n');
  const told = { stdout: text(stdout), stderr: text(stderr), events };
  const why = ended === 0 ? undefined : failureLine(told);
  return {
    ended,
    ...(why !== undefined && { why }),
    invocations: invocations.flatMap(commandLineOf),
    nodes: writtenResults(observation) ?? loggedResults(invocations),
  };
}

export const endOf = ({ limit, signal, code }: Exit): number | string => limit ?? signal ?? code ?? 'unknown';

const commandLineOf = ({ events }: InvocationEvents): readonly string[] => {
  const { atStart, atEnd } = commandLinesIn(events);
  return [atStart ?? atEnd ?? []].flat();
};

/** Results of the last invocation that logs any: earlier ones are only steps towards it. */
function loggedResults(invocations: readonly InvocationEvents[]): Record<string, string> {
  for (const { events } of invocations.toReversed()) {
    const finished = events.filter((event) => nameOf(event) === 'NodeFinished');
    if (finished.length > 0)
      return Object.fromEntries(
        finished.map((event) => [nodeIdOf(event) ?? '', textAt(event, 'data', 'run_result', 'status') ?? '']),
      );
  }
  return {};
}

/** From `run_results.json` or `sources.json`; undefined if the step wrote neither. */
function writtenResults({ artifacts }: Observation): Record<string, string> | undefined {
  for (const [name, { content }] of Object.entries(artifacts)) {
    const results = isResults(name) ? resultsIn(content) : undefined;
    if (results) return Object.fromEntries(results.map((result) => [idOf(result), statusOf(result)]));
  }
  return undefined;
}
