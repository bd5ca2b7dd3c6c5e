/** An engine’s log by invocation: a wrapper may invoke the engine it wraps more than once in one step. */
import type { Json } from '../observe/observation.ts';

/** Events of one invocation, in order. */
export interface InvocationEvents {
  /** Which command it was, as the engine says it: `run`; '' where it does not. */
  readonly command: string;
  readonly events: readonly Json[];
}

interface Event {
  readonly info?: { readonly name?: string; readonly invocation_id?: string };
  readonly data?: { readonly args?: { readonly invocation_command?: string } };
}

/** Groups events by the id of their invocation, in the order in which the invocations began. */
export function invocationsOf(events: readonly Json[]): readonly InvocationEvents[] {
  const groups = Map.groupBy(events, (event) => (event as Event | null)?.info?.invocation_id ?? '');
  return [...groups.values()].map((group) => ({ command: commandOf(group), events: group }));
}

/** The first word after the program that is no option: `dbt --quiet run` is `run`. */
function commandOf(events: readonly Json[]): string {
  const report = events.find((event) => (event as Event | null)?.info?.name === 'MainReportArgs') as
    | Event
    | undefined;
  const words = report?.data?.args?.invocation_command?.split(' ').slice(1) ?? [];
  return words.find((word) => !word.startsWith('-')) ?? '';
}
