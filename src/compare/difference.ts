/** One deviation in one facet, as plain data. */
import type { Facet, Json } from '../observe/observation.ts';

/** Worst first. */
export const severities = ['breaking', 'degraded', 'extension', 'cosmetic'] as const;
export type Severity = (typeof severities)[number];

/** What comparators return: a difference before it is known whose it is. */
export interface Deviation {
  readonly facet: Facet;
  readonly kind: Kind;
  /** Where in the facet: a key path, a file, a relation, an event's name. */
  readonly path: string;
  /** What each side showed there; absent means it showed nothing there. */
  readonly reference?: Json;
  readonly candidate?: Json;
}

/** A difference as the report carries it (contract). */
export interface Difference extends Deviation {
  /** `<case>#<n>`, unique in a run. */
  readonly id: string;
  readonly case: string;
  /** Index of the step in its case. */
  readonly step: number;
  readonly severity: Severity;
  readonly fingerprint: string;
  /** Id of the expectation that covers it. */
  readonly expectation?: string;
  /** In how many of the case's runs it was seen, where not in all. */
  readonly seen?: { readonly times: number; readonly of: number };
}

interface KindInfo {
  readonly severity: Severity;
  /** Completes "<command> …": the title of the issue. `{path}` is where. */
  readonly title: string;
  /** What a maintainer would do about it. */
  readonly fix: string;
}

/** Every kind of difference, with what it means. The compiler checks that none is forgotten. */
export type Kind = keyof typeof kinds;

export const kinds = {
  'exit-code': {
    severity: 'breaking',
    title: 'exits {candidate} where {reference} is expected',
    fix: 'Return the exit code the reference returns: 0 success, 1 handled failure, 2 usage or unhandled error.',
  },
  'exit-limit': {
    severity: 'breaking',
    title: 'ran into a limit ({candidate})',
    fix: 'Find what keeps running or growing; the reference ends within the same limits.',
  },
  'processes-left': {
    severity: 'degraded',
    title: 'leaves processes running behind it',
    fix: 'Wait for, or end, every child process before exiting.',
  },
  'output-missing': {
    severity: 'breaking',
    title: 'shows nothing at all in {facet}',
    fix: 'Do what the reference does, and say so in the same place.',
  },
  'line-missing': {
    severity: 'degraded',
    title: 'does not print a line on {facet}',
    fix: 'Print the line at the same place, on the same stream.',
  },
  'line-added': {
    severity: 'degraded',
    title: 'prints a line more on {facet}',
    fix: 'Leave the line out, or move it where nothing reads it by machine.',
  },
  'line-changed': {
    severity: 'degraded',
    title: 'words a line otherwise on {facet}',
    fix: 'Print the reference’s wording.',
  },
  'invocation-added': {
    severity: 'degraded',
    title: 'invokes {path} in addition',
    fix: 'Do the work in the invocation the user asked for: each further one costs its time, its log and its statements.',
  },
  'invocation-missing': {
    severity: 'breaking',
    title: 'does not invoke {path}',
    fix: 'Invoke the command that was asked for.',
  },
  'event-missing': {
    severity: 'degraded',
    title: 'does not log the event {path}',
    fix: 'Fire the event through the event system at the same point.',
  },
  'event-added': {
    severity: 'extension',
    title: 'logs the event {path} more often',
    fix: 'Fire the event only where the reference does.',
  },
  'event-changed': {
    severity: 'degraded',
    title: 'logs the event {path} with other content',
    fix: 'Fill the event with what the reference puts into it.',
  },
  'event-moved': {
    severity: 'degraded',
    title: 'logs the event {path} at another point',
    fix: 'Keep the order of events: nodes start and finish in the order of the graph.',
  },
  'file-missing': {
    severity: 'breaking',
    title: 'does not write {path}',
    fix: 'Write the file, as the reference does.',
  },
  'file-added': {
    severity: 'extension',
    title: 'writes {path} in addition',
    fix: 'Leave the file out, or keep it outside the user’s project and home.',
  },
  'file-stale': {
    severity: 'breaking',
    title: 'leaves {path} as it was where the reference rewrites it (or the other way round)',
    fix: 'Write the file anew in the same situations as the reference.',
  },
  'file-changed': {
    severity: 'degraded',
    title: 'writes other content into {path}',
    fix: 'Write the reference’s content.',
  },
  'artifact-unreadable': {
    severity: 'breaking',
    title: 'writes {path} so that it cannot be parsed',
    fix: 'Write valid JSON.',
  },
  'artifact-invalid': {
    severity: 'breaking',
    title: 'writes {path} against its schema',
    fix: 'Write what the published schema of the artifact asks for.',
  },
  'node-failed': {
    severity: 'breaking',
    title: 'fails a node that the reference executes',
    fix: 'Mend what the message says; nodes that depend on it, and the exit code, follow.',
  },
  'key-missing': {
    severity: 'breaking',
    title: 'leaves out {path}',
    fix: 'Write the key; null, empty and absent are three different things to a reader.',
  },
  'key-added': {
    severity: 'extension',
    title: 'adds {path}',
    fix: 'Leave the key out, or have the reference’s schema allow it.',
  },
  'value-changed': {
    severity: 'breaking',
    title: 'writes another value at {path}',
    fix: 'Write the value the reference writes.',
  },
  'type-changed': {
    severity: 'breaking',
    title: 'writes another type at {path}',
    fix: 'Write the type the reference writes: a number is not its text, null is not absent.',
  },
  'sql-changed': {
    severity: 'breaking',
    title: 'renders other SQL for {path}',
    fix: 'Render the same SQL: compare the macros and the context they are called with.',
  },
  'statement-missing': {
    severity: 'degraded',
    title: 'does not send a statement that the reference sends',
    fix: 'Send the statement, in the same transaction.',
  },
  'statement-added': {
    severity: 'degraded',
    title: 'sends a statement that the reference does not send',
    fix: 'Do not send it.',
  },
  'statement-changed': {
    severity: 'degraded',
    title: 'sends another statement',
    fix: 'Send the statement the reference sends.',
  },
  'relation-missing': {
    severity: 'breaking',
    title: 'does not leave {path} in the database',
    fix: 'Create the relation, or do not drop it.',
  },
  'relation-added': {
    severity: 'breaking',
    title: 'leaves {path} in the database in addition',
    fix: 'Do not create it, or drop it afterwards.',
  },
  'relation-changed': {
    severity: 'breaking',
    title: 'leaves {path} in the database in another form',
    fix: 'Create it with the same kind, columns, types, constraints, indexes, comments and grants.',
  },
  'rows-changed': {
    severity: 'breaking',
    title: 'leaves other rows in {path}',
    fix: 'Run the same statements in the same order: the data of the user differ.',
  },
  'answer-missing': {
    severity: 'breaking',
    title: 'does not answer {path} where the reference does (or the other way round)',
    fix: 'Listen on the same address and port for as long as the reference does.',
  },
  'answer-changed': {
    severity: 'breaking',
    title: 'answers {path} otherwise',
    fix: 'Serve the same files with the same status and type.',
  },
  'option-missing': {
    severity: 'breaking',
    title: 'does not offer the option {path}',
    fix: 'Define the option, with its other names, its negative form and its environment variables.',
  },
  'option-added': {
    severity: 'extension',
    title: 'offers the option {path} in addition',
    fix: 'Leave the option out, or keep it where it cannot be taken for one of the reference’s.',
  },
  'option-changed': {
    severity: 'breaking',
    title: 'defines {path} otherwise',
    fix: 'Define the option as the reference does: names, negative form, argument, choices, default, environment variables.',
  },
} as const satisfies Record<string, KindInfo>;
