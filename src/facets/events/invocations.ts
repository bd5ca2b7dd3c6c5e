/** An engine’s log by invocation: a wrapper may invoke the engine it wraps more than once in one step. */

import { commandWords } from '../../dbt/command-words.ts';
import type { Json } from '../../observe/observation.ts';

/** Events of one invocation, in order. */
export interface InvocationEvents {
  /** Which command it was, as the engine says it: `run`, `docs serve`; '' where it does not. */
  readonly command: string;
  readonly events: readonly Json[];
}

interface Event {
  readonly info?: { readonly name?: string; readonly invocation_id?: string };
  readonly data?: { readonly args?: { readonly invocation_command?: string }; readonly command?: string };
}

/** Groups events by the id of their invocation, in the order in which the invocations began. */
export function invocationsOf(events: readonly Json[]): readonly InvocationEvents[] {
  const byId = Map.groupBy(events, (event) => (event as Event | null)?.info?.invocation_id ?? '');
  return [...byId.values()].map((group) => ({ command: commandOf(group), events: group }));
}

/** Another program may call an engine for another command than its own: what the engine says when it ends comes first. */
function commandOf(events: readonly Json[]): string {
  const said = (name: string) =>
    (events as readonly (Event | null)[]).find((event) => event?.info?.name === name)?.data;
  const line = said('CommandCompleted')?.command ?? said('MainReportArgs')?.args?.invocation_command ?? '';
  return commandWords(line.split(' ').slice(1)) ?? '';
}
