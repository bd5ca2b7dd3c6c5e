/** A case as data: what the suites declare, after planning. */
import type { Expected } from './outcome.ts';

/** The 20 commands of the specification, by their id in promises. */
export const commands = {
  run: 'RUN',
  build: 'BUILD',
  compile: 'COMPILE',
  test: 'TEST',
  seed: 'SEED',
  snapshot: 'SNAPSHOT',
  clone: 'CLONE',
  show: 'SHOW',
  list: 'LIST',
  parse: 'PARSE',
  init: 'INIT',
  deps: 'DEPS',
  clean: 'CLEAN',
  debug: 'DEBUG',
  sync: 'SYNC',
  'docs-generate': 'DOCSGEN',
  'docs-serve': 'DOCSERVE',
  'source-freshness': 'FRESH',
  'run-operation': 'RUNOP',
  retry: 'RETRY',
} as const;

export type Command = keyof typeof commands;

export type Tier = 'smoke' | 'standard' | 'full';

/** Many lines that differ in a number: `{n}` in `line` counts from 1. Spares a table of cases its large files. */
export interface Lines {
  readonly head?: string;
  readonly line: string;
  readonly lines: number;
}

/** What a file of the project is to hold; null removes it. */
export type Content = string | Lines | null;

/** One thing that happens in a twin: an engine's command line, an edit of files, or a change in the database. */
export type Step =
  | {
      readonly engine: readonly string[];
      /** How it must end on the reference; `success` when absent. */
      readonly expect?: Expected;
      readonly env?: Readonly<Record<string, string>>;
      /** Asked of the server that the engine starts, one URL after the other; then it is interrupted, as by Ctrl-C. */
      readonly requests?: readonly string[];
      /** A TCP port that somebody else holds meanwhile. */
      readonly busy?: number;
      /** TCP port at which the project's folder `hub` is served over HTTP meanwhile, archives of its folders too. */
      readonly hub?: number;
      /** Interrupted, as by Ctrl-C, once the database runs a statement with this text. */
      readonly interrupt?: string;
      /** Runs in a terminal, where somebody answers: what is asked, and what is typed then. */
      readonly answers?: readonly (readonly [question: string, answer: string])[];
    }
  | {
      readonly write: Readonly<Record<string, Content>>;
      /** Writes so many files of each, `{n}` in path and text counting from 1. */
      readonly times?: number;
    }
  | { readonly sql: string }
  /** Makes a folder of the project a git repository of one commit, with tags. */
  | { readonly repository: string; readonly tags: readonly string[] };

/** A step that is an engine's command line. */
export type EngineStep = Extract<Step, { engine: unknown }>;

/** How an option stands in a command line. */
export type Level = 'on' | 'no' | 'off';

/** What a generated case tries: one option, or several of the command's own together. */
export type Tried = TriedAlone | { readonly levels: Levels };

/** Levels of options by longest name; those not named are off. */
export type Levels = Readonly<Record<string, Level>>;

export interface TriedAlone {
  readonly option: string;
  /** How it is written. */
  readonly form: 'plain' | 'negative' | 'variable';
  /** Name of the place it runs in, with others that have the same steps without it. */
  readonly place: string;
  /** The same steps without it. What they show otherwise is its effect. */
  readonly without: readonly Step[];
  /** Why it shows none. */
  readonly silent?: string;
  /** Where it is also a row of pairs: the option is on or off, and all others are at their defaults. */
  readonly levels?: Levels;
}

/** A scenario. Its last engine step is its subject; a deviation before the subject makes the verdict `blocked`. */
export interface Case {
  /** `<command>/<name>`, unique in all suites. */
  readonly id: string;
  readonly command: Command;
  /** One sentence: what a user does here. */
  readonly title: string;
  /** Promise ids of the specification that this case proves. */
  readonly checks: readonly string[];
  readonly tier: Tier;
  /** Folder under `projects/`. */
  readonly project: string;
  /** State of that project the case starts from. */
  readonly state: string;
  readonly steps: readonly Step[];
  /** Limits of this case where they differ from the configuration's. */
  readonly deadlineSeconds?: number;
  /** For a case of the flag matrix. */
  readonly tried?: Tried;
}
