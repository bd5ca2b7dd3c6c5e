/** What each side did in one step, as its evidence tells: what causes are worked out from. */
import { z } from 'zod';
import type { Data } from '../../config/valid-json.ts';
import { failureLine } from '../../dbt/failure-line.ts';
import type { InvocationEvents } from '../../facets/events/invocations.ts';
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
  const events = invocations.flatMap((one) => one.events);
  // Normalising notes how a stream ends; that is not what the engine said.
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

interface Event {
  readonly info?: { readonly name?: string };
  readonly data?: {
    readonly args?: { readonly invocation_command?: string };
    readonly command?: string;
    readonly node_info?: { readonly unique_id?: string };
    readonly run_result?: { readonly status?: string };
  };
}

function commandLineOf({ events }: InvocationEvents): readonly string[] {
  const data = (name: string) =>
    (events as readonly (Event | null)[]).find((event) => event?.info?.name === name)?.data;
  const line = data('MainReportArgs')?.args?.invocation_command ?? data('CommandCompleted')?.command;
  return line === undefined ? [] : [line];
}

/** Results of the last invocation that logs some: those before it are steps towards it. */
function loggedResults(invocations: readonly InvocationEvents[]): Record<string, string> {
  for (const { events } of invocations.toReversed()) {
    const finished = (events as readonly (Event | null)[]).filter(
      (event) => event?.info?.name === 'NodeFinished',
    );
    if (finished.length > 0)
      return Object.fromEntries(
        finished.map((event) => [
          event?.data?.node_info?.unique_id ?? '',
          event?.data?.run_result?.status ?? '',
        ]),
      );
  }
  return {};
}

interface Results {
  readonly results?: readonly { readonly unique_id?: string; readonly status?: string }[];
}

/** Of `run_results.json` or `sources.json`; undefined where the step wrote neither. */
function writtenResults({ artifacts }: Observation): Record<string, string> | undefined {
  for (const [name, { content }] of Object.entries(artifacts)) {
    const results = (content as Results | null)?.results;
    if (!/\/(run_results|sources)\.json$/.test(name) || !Array.isArray(results)) continue;
    return Object.fromEntries(results.map(({ unique_id: id = '', status = '' }) => [id, status]));
  }
  return undefined;
}
