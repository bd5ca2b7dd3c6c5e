/** A case as data: what the suites declare, after planning. */
import { z } from 'zod';
import { outcomes } from './outcome.ts';

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

const text = z.string();
const texts = z.array(text).readonly();

/** A command line of the engine, and what happens around it. It is the only kind of step that is observed. */
const engineStepSchema = z
  .strictObject({
    engine: texts,
    /** How it must end on the reference; `success` when absent. */
    expect: z.union([z.enum(outcomes), z.array(z.enum(outcomes)).readonly()]).exactOptional(),
    env: z.record(text, text).readonly().exactOptional(),
    /** URLs requested in sequence from the server that the engine starts; then it is interrupted, as by Ctrl-C. */
    requests: texts.exactOptional(),
    /** A TCP port that another process uses meanwhile. */
    busy: z.int().exactOptional(),
    /** TCP port at which the project's folder `hub` is served over HTTP meanwhile, and archives of its folders. */
    hub: z.int().exactOptional(),
    /** Interrupted, as by Ctrl-C, when the database runs a statement with this text. */
    interrupt: text.exactOptional(),
    /** Runs in a terminal, with answers to prompts: question and what is typed. */
    answers: z
      .array(z.tuple([text, text]).readonly())
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** Many lines that differ in a number: `{n}` in `line` counts from 1. Keeps large files out of the tables of cases. */
const linesSchema = z.strictObject({ head: text.exactOptional(), line: text, lines: z.int() }).readonly();

/**
 * Steps that change the workspace, by the key that only this kind has. A new kind is an entry here and one in
 * src/workspace/edits.ts, which performs it.
 */
export const editSchemas = {
  write: z
    .strictObject({
      /** Content of files of the project; null removes a file or folder. */
      write: z.record(text, z.union([text, linesSchema, z.null()])).readonly(),
      /** Writes each file so many times, with `{n}` in path and text counting from 1. */
      times: z.int().exactOptional(),
    })
    .readonly(),
  sql: z.strictObject({ sql: text }).readonly(),
  /** Makes a folder of the project a git repository with one more commit, and tags it. */
  repository: z.strictObject({ repository: text, tags: texts }).readonly(),
};

export type EngineStep = z.output<typeof engineStepSchema>;
export type EditSteps = { readonly [Kind in keyof typeof editSchemas]: z.output<(typeof editSchemas)[Kind]> };
export type EditStep = EditSteps[keyof EditSteps];
/** One thing that happens in a workspace. */
export type Step = EngineStep | EditStep;
export type Content = EditSteps['write']['write'][string];

export const stepSchema: z.ZodType<Step> = z.union([engineStepSchema, ...Object.values(editSchemas)]);

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
