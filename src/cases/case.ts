/** A case as data: what the suites define, after the cases for options are added. */
import type { Tier } from '../config/tiers.ts';
import type { Exit } from '../process/invocation.ts';
import type { Command } from './commands.ts';

export const outcomes = ['success', 'failure', 'usage-error'] as const;

/** How a step must end with the reference. If it ends differently, a comparison with it says nothing about the candidate. */
export type Outcome = (typeof outcomes)[number];

/** One outcome, or several that are all acceptable. */
export type Expected = Outcome | readonly Outcome[];

/**
 * dbt exits with 0 on success, with 1 if something that it ran failed, and with 2 on wrong usage and unhandled errors.
 * A signal counts as a failure.
 */
export const outcomeOf = ({ code }: Pick<Exit, 'code'>): Outcome =>
  code === 0 ? 'success' : code === 2 ? 'usage-error' : 'failure';

/** Many lines that differ in a number: `{n}` in `line` counts from 1. */
export interface Lines {
  readonly head?: string;
  readonly line: string;
  readonly lines: number;
}

/** The new content of a project file; null removes the file. */
export type Content = string | Lines | null;

/**
 * One step in a workspace: an engine's command line, an edit of files, or a change in the database. `{port}` in any text
 * is the port of the workspace (`src/workspace/port.ts`).
 */
export type Step =
  | {
      readonly engine: readonly string[];
      /** How it must end with the reference; `success` when absent. */
      readonly expect?: Expected;
      readonly env?: Readonly<Record<string, string>>;
      /** URLs requested from the server that the engine starts, in this order; then the engine gets Ctrl-C. */
      readonly requests?: readonly string[];
      /** The port of the workspace is in use while the engine runs. */
      readonly busy?: true;
      /** The project's folder `hub` is served as a package hub at the port of the workspace, with archives of its folders. */
      readonly hub?: true;
      /** The engine gets Ctrl-C when the database runs a statement with this text. */
      readonly interrupt?: string;
      /** The engine runs in a terminal: what it asks, and what is typed then. */
      readonly answers?: readonly (readonly [question: string, answer: string])[];
    }
  | {
      readonly write: Readonly<Record<string, Content>>;
      /** Writes this many copies of each file; `{n}` in path and text counts from 1. */
      readonly times?: number;
    }
  | { readonly sql: string }
  /** Makes a folder of the project a git repository with one commit and these tags. */
  | { readonly repository: string; readonly tags: readonly string[] };

/** A step that is an engine's command line. */
export type EngineStep = Extract<Step, { engine: unknown }>;

/** An option in a command line: written, written in its negative form, or absent. */
export type Level = 'on' | 'no' | 'off';

/** What a generated case tests: one option, or several of the command's own together. */
export type Tried = TriedAlone | { readonly levels: Levels };

/** Levels of options by longest name; options that are not named are off. */
export type Levels = Readonly<Record<string, Level>>;

export interface TriedAlone {
  readonly option: string;
  readonly form: 'plain' | 'negative' | 'variable';
  /** Name of the workspace, which it shares with other cases that have the same steps without their option. */
  readonly workspace: string;
  /** The same steps without the option. If the reference shows the same with them, the option has no effect. */
  readonly without: readonly Step[];
  /** Why the option has no visible effect. */
  readonly noEffect?: string;
  /** If it is also a row of pairs: the option is on or off, and all others are at their defaults. */
  readonly levels?: Levels;
}

/** The last engine step is the subject of the case; a difference before it makes the verdict `blocked`. */
export interface Case {
  /** `<command>/<name>`, unique in all suites. */
  readonly id: string;
  readonly command: Command;
  /** What the command does, completing "<command> …". */
  readonly title: string;
  /** Ids of the requirements that it covers. */
  readonly checks: readonly string[];
  readonly tier: Tier;
  /** Folder under `projects/`. */
  readonly project: string;
  /** State of the project in which the case starts. */
  readonly state: string;
  readonly steps: readonly Step[];
  /** Deadline of its steps, instead of the configured one. */
  readonly deadlineSeconds?: number;
  /** For a case that is generated for options. */
  readonly tried?: Tried;
}

/** Steps without their expected outcomes. */
export const actionsOf = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step) => {
    if (!('engine' in step)) return step;
    const { expect: _, ...action } = step;
    return action;
  });

/** Equal for two cases that start in the same state and take the same steps. */
export const identityOf = ({ project, state, steps }: Pick<Case, 'project' | 'state' | 'steps'>): string =>
  JSON.stringify([project, state, actionsOf(steps)]);
