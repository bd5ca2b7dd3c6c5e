/** A case as data: what the suites declare, after planning. */
import { z } from 'zod';
import type { Data } from '../config/valid-json.ts';
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
export const commandSchema = z.enum(Object.keys(commands) as [Command, ...Command[]]);

export const tierSchema = z.enum(['smoke', 'standard', 'full']);
export type Tier = z.output<typeof tierSchema>;

const text = z.string();
const texts = z.array(text);
const outcome = z.enum(outcomes);

/** Many lines that differ in a number: `{n}` in `line` counts from 1. Spares a table of cases its large files. */
const linesSchema = z.strictObject({ head: text.exactOptional(), line: text, lines: z.int() });
export type Lines = Data<typeof linesSchema>;

/** What a file of the project is to hold; null removes it. */
export type Content = string | Lines | null;

const engineStepSchema = z.strictObject({
  engine: texts,
  /** How it must end on the reference; `success` when absent. */
  expect: z.union([outcome, z.array(outcome)]).exactOptional(),
  env: z.record(text, text).exactOptional(),
  /** Asked of the server that the engine starts, one URL after the other; then it is interrupted, as by Ctrl-C. */
  requests: texts.exactOptional(),
  /** A TCP port that another process holds meanwhile. */
  busy: z.int().exactOptional(),
  /** TCP port at which the project's folder `hub` is served over HTTP meanwhile, archives of its folders too. */
  hub: z.int().exactOptional(),
  /** Interrupted, as by Ctrl-C, once the database runs a statement with this text. */
  interrupt: text.exactOptional(),
  /** Runs in a terminal: each question that is asked there, and the answer that is typed. */
  answers: z.array(z.tuple([text, text])).exactOptional(),
});
/** A step that is an engine's command line. */
export type EngineStep = Data<typeof engineStepSchema>;

const stepSchema = z.union([
  engineStepSchema,
  z.strictObject({
    write: z.record(text, z.union([text, linesSchema, z.null()])),
    /** Writes so many files of each, `{n}` in path and text counting from 1. */
    times: z.int().exactOptional(),
  }),
  z.strictObject({ sql: text }),
  /** Makes a folder of the project a git repository of one commit, with tags. */
  z.strictObject({ repository: text, tags: texts }),
]);
/** One thing that happens in a twin: an engine's command line, an edit of files, or a change in the database. */
export type Step = Data<typeof stepSchema>;

const level = z.enum(['on', 'no', 'off']);
/** How an option stands in a command line. */
export type Level = z.output<typeof level>;

const levels = z.record(text, level);
/** Levels of options by longest name; those not named are off. */
export type Levels = Data<typeof levels>;

const triedAlone = z.strictObject({
  option: text,
  /** How it is written. */
  form: z.enum(['plain', 'negative', 'variable']),
  /** Name of the place it runs in, with others that have the same steps without it. */
  place: text,
  /** The same steps without it. What they show differently is its effect. */
  without: z.array(stepSchema),
  /** Why it shows none. */
  silent: text.exactOptional(),
  /** Where it is also a row of pairs: the option is on or off, and all others are at their defaults. */
  levels: levels.exactOptional(),
});
export type TriedAlone = Data<typeof triedAlone>;

const tried = z.union([triedAlone, z.strictObject({ levels })]);
/** What a generated case tries: one option, or several of the command's own together. */
export type Tried = Data<typeof tried>;

export const caseSchema = z.strictObject({
  /** `<command>/<name>`, unique in all suites. */
  id: text,
  command: commandSchema,
  /** One sentence: what a user does here. */
  title: text,
  /** Promise ids of the specification that this case proves. */
  checks: texts,
  tier: tierSchema,
  /** Folder under `projects/`. */
  project: text,
  /** State of that project the case starts from. */
  state: text,
  steps: z.array(stepSchema),
  /** Limits of this case where they differ from the configuration's. */
  deadlineSeconds: z.number().exactOptional(),
  /** For a case of the flag matrix. */
  tried: tried.exactOptional(),
});
/** A scenario. Its last engine step is its subject; a deviation before the subject makes the verdict `blocked`. */
export type Case = Data<typeof caseSchema>;
