/** An engine's log by invocation: a wrapper may invoke dbt more than once in a step. */
import { type Json, textAt } from '../config/json.ts';
import { dataOf, invocationIdOf, nameOf } from './log-event.ts';

/** Events of one invocation, in order. */
export interface InvocationEvents {
  /** The command according to the events: `run`, `docs serve`; '' if they do not say. */
  readonly command: string;
  readonly events: readonly Json[];
}

/** Groups events by the id of their invocation, in the order in which the invocations began. */
export function invocationsOf(events: readonly Json[]): readonly InvocationEvents[] {
  const byId = Map.groupBy(events, (event) => invocationIdOf(event) ?? '');
  return [...byId.values()].map((group) => ({ command: commandOf(group), events: group }));
}

/** The event at the end counts first: a program that calls dbt as a library passes on its own arguments at the start. */
function commandOf(events: readonly Json[]): string {
  const { atStart, atEnd } = commandLinesIn(events);
  return commandWords((atEnd ?? atStart ?? '').split(' ').slice(1)) ?? '';
}

/** The command line of an invocation, as its events state it when it starts and when it ends. */
export function commandLinesIn(events: readonly Json[]) {
  const data = (name: string) => dataOf(events.find((event) => nameOf(event) === name));
  return {
    atStart: textAt(data('MainReportArgs'), 'args', 'invocation_command'),
    atEnd: textAt(data('CommandCompleted'), 'command'),
  };
}

/** Commands that are groups of commands. */
const groups: ReadonlySet<string> = new Set(['docs', 'source']);

/**
 * The command in the words after the program: `run`, `docs generate`. Undefined if there are only options.
 * @param words of a command line, without the program.
 */
export function commandWords(words: readonly string[]): string | undefined {
  const [command, word] = words.slice(words.findIndex((each) => !each.startsWith('-')));
  if (command === undefined || command.startsWith('-')) return undefined;
  return groups.has(command) && word !== undefined && !word.startsWith('-') ? `${command} ${word}` : command;
}
