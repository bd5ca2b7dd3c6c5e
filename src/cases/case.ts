/** A case as data: what the suites define, after the cases for options are added. */
import { z } from 'zod';
import { tiers } from '../config/tiers.ts';
import type { Data } from '../config/valid-json.ts';
import type { Exit } from '../process/invocation.ts';
import { commandNames } from './commands.ts';

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

const text = z.string();
const texts = z.array(text);

/**
 * A command line of the engine, and what happens around it. It is the only kind of step that is observed. `{port}` in any
 * text of a step is the port of the workspace (`src/workspace/port.ts`).
 */
const engineStepSchema = z.strictObject({
  engine: texts,
  /** How it must end with the reference; `success` when absent. */
  expect: z.union([z.enum(outcomes), z.array(z.enum(outcomes))]).exactOptional(),
  env: z.record(text, text).exactOptional(),
  /** URLs requested from the server that the engine starts, in this order; then the engine gets Ctrl-C. */
  requests: texts.exactOptional(),
  /** The port of the workspace is in use while the engine runs. */
  busy: z.literal(true).exactOptional(),
  /** The project's folder `hub` is served as a package hub at the port of the workspace, with archives of its folders. */
  hub: z.literal(true).exactOptional(),
  /** The engine gets Ctrl-C when the database runs a statement with this text. */
  interrupt: text.exactOptional(),
  /** The engine runs in a terminal, with answers to prompts: question and what is typed. */
  answers: z.array(z.tuple([text, text])).exactOptional(),
});

/** Many lines that differ in a number: `{n}` in `line` counts from 1. Keeps large files out of the tables of cases. */
const linesSchema = z.strictObject({ head: text.exactOptional(), line: text, lines: z.int() });

/**
 * Steps that change the workspace, by the key that only this kind has. A new kind is an entry here and one in
 * src/workspace/edits.ts, which performs it.
 */
export const editSchemas = {
  write: z.strictObject({
    /** Content of files of the project; null removes a file or folder. */
    write: z.record(text, z.union([text, linesSchema, z.null()])),
    /** Writes each file so many times, with `{n}` in path and text counting from 1. */
    times: z.int().exactOptional(),
  }),
  sql: z.strictObject({ sql: text }),
  /** Makes a folder of the project a git repository with one more commit, and tags it. */
  repository: z.strictObject({ repository: text, tags: texts }),
};

export type EngineStep = Data<typeof engineStepSchema>;
export type EditSteps = { readonly [Kind in keyof typeof editSchemas]: Data<(typeof editSchemas)[Kind]> };
export type EditStep = EditSteps[keyof EditSteps];
/** One thing that happens in a workspace. */
export type Step = EngineStep | EditStep;
export type Content = EditSteps['write']['write'][string];

export const stepSchema: z.ZodType<Step> = z.union([engineStepSchema, ...Object.values(editSchemas)]);

const levelSchema = z.enum(['on', 'no', 'off']);
/** An option in a command line: written, written in its negative form, or absent. */
export type Level = z.output<typeof levelSchema>;

const levelsSchema = z.record(text, levelSchema);
/** Levels of options by longest name; options that are not named are off. */
export type Levels = Data<typeof levelsSchema>;

const triedAloneSchema = z.strictObject({
  option: text,
  form: z.enum(['plain', 'negative', 'variable']),
  /** Name of the workspace, which it shares with other cases that have the same steps without their option. */
  workspace: text,
  /** The same steps without the option. If the reference shows the same with them, the option has no effect. */
  without: z.array(stepSchema),
  /** Why the option has no visible effect. */
  noEffect: text.exactOptional(),
  /** If it is also a row of pairs: the option is on or off, and all others are at their defaults. */
  levels: levelsSchema.exactOptional(),
});
export type TriedAlone = Data<typeof triedAloneSchema>;

const triedSchema = z.union([triedAloneSchema, z.strictObject({ levels: levelsSchema })]);
/** What a generated case tests: one option, or several of the command's own together. */
export type Tried = Data<typeof triedSchema>;

export const caseSchema = z.strictObject({
  /** `<command>/<name>`, unique in all suites. */
  id: text,
  command: z.enum(commandNames),
  /** What the command does, completing "<command> …". */
  title: text,
  /** Ids of the requirements that it covers. */
  checks: texts,
  tier: z.enum(tiers),
  /** Folder under `projects/`. */
  project: text,
  /** State of the project in which the case starts. */
  state: text,
  steps: z.array(stepSchema),
  /** Deadline of its steps, instead of the configured one. */
  deadlineSeconds: z.number().exactOptional(),
  /** For a case that is generated for options. */
  tried: triedSchema.exactOptional(),
});
/** The last engine step is the subject of the case; a difference before it makes the verdict `blocked`. */
export type Case = Data<typeof caseSchema>;

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
