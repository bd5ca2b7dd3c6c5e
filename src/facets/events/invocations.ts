/** An engine’s log by invocation: a wrapper may invoke the engine it wraps more than once in one step. */
import type { Json } from '../../observe/observation.ts';

/** Events of one invocation, in order. */
export interface InvocationEvents {
  /** Which command it was, as the engine says it: `run`; '' where it does not. */
  readonly command: string;
  readonly events: readonly Json[];
}

interface Event {
  readonly info?: { readonly name?: string; readonly invocation_id?: string };
  readonly data?: { readonly args?: { readonly invocation_command?: string }; readonly command?: string };
}

/** Groups events by the id of their invocation, in the order in which the invocations began. */
export function invocationsOf(events: readonly Json[]): readonly InvocationEvents[] {
  const groups = Map.groupBy(events, (event) => (event as Event | null)?.info?.invocation_id ?? '');
  return [...groups.values()].map((group) => ({ command: commandOf(group), events: group }));
}

/**
 * The first word after the program that is no option: `dbt --quiet run` is `run`. Called from within another program, an
 * engine is asked for something else than the command line says, so what it says at its end comes first.
 */
function commandOf(events: readonly Json[]): string {
  const said = (name: string) =>
    (events as readonly (Event | null)[]).find((event) => event?.info?.name === name)?.data;
  const line = said('CommandCompleted')?.command ?? said('MainReportArgs')?.args?.invocation_command ?? '';
  return (
    line
      .split(' ')
      .slice(1)
      .find((word) => !word.startsWith('-')) ?? ''
  );
}
