/** A suite: all cases of one command, declared as a table in one file under `suites/`. */
import { type Case, type Command, commands, type EngineStep, type Step, type Tier } from './case.ts';
import type { Trials } from './options/trial.ts';
import { promises } from './requirements.ts';

/** A step as written in a table: an engine's command line may be one string, split at spaces. */
type Written =
  | (Omit<EngineStep, 'engine'> & { readonly engine: string | readonly string[] })
  | Exclude<Step, { engine: unknown }>;

/** A case as written in a table; what its subject needs beside its arguments is written beside them. */
export interface Entry extends Omit<EngineStep, 'engine'> {
  /** One sentence: what a user does here. */
  readonly title: string;
  /** The subject: a string split at spaces, or an array where an argument holds some. */
  readonly argv: string | readonly string[];
  /** Promise ids it proves. */
  readonly checks: readonly string[];
  /** What happens before the subject. */
  readonly before?: readonly Written[];
  /** Smallest tier that runs it; `standard` when absent. */
  readonly tier?: Tier;
  readonly project?: string;
  readonly state?: string;
  readonly deadlineSeconds?: number;
}

export interface Suite {
  readonly command: Command;
  readonly cases: readonly Case[];
  /** How its options are tried; the cases follow from the options the reference has. */
  readonly trials?: Trials | undefined;
  readonly defaults: Defaults;
}

/** Project and state of cases that name none. */
export interface Defaults {
  readonly project: string;
  readonly state: string;
}

/** Told of every suite as it is declared: under vitest, each case becomes a test this way. */
let listener: ((declared: Suite) => void) | undefined;

/** Has `listen` called with every suite declared from now on. */
export function onSuite(listen: (declared: Suite) => void): void {
  listener = listen;
}

/**
 * Turns a table into a suite.
 * @param trials how the command's options are tried.
 * @throws Error naming the case whose declaration makes no sense (a defect of the suite, not of an engine).
 */
export function suite(
  command: Command,
  defaults: Defaults,
  table: Readonly<Record<string, Entry>>,
  trials?: Trials,
): Suite {
  const cases = Object.entries(table).map(([name, entry]) => toCase(command, defaults, name, entry));
  const declared = { command, cases, trials, defaults };
  listener?.(declared);
  return declared;
}

/** @throws Error naming the case, as `suite` does. */
export function toCase(command: Command, defaults: Defaults, name: string, entry: Entry): Case {
  const id = `${command}/${name}`;
  const own = `${commands[command]}-`;
  const unknown = entry.checks.filter((check) => !(check.startsWith(own) && check in promises));
  if (unknown.length > 0) throw new Error(`${id} names ${unknown.join(', ')}: not promises of ${command}`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`${id}: a name has only a-z, 0-9 and hyphens`);
  const { title, checks, tier, project, state, before, argv, deadlineSeconds, ...beside } = entry;
  return {
    id,
    command,
    title,
    checks,
    tier: tier ?? 'standard',
    project: project ?? defaults.project,
    state: state ?? defaults.state,
    steps: [...(before ?? []).map(toStep), toStep({ engine: argv, ...beside })],
    ...(deadlineSeconds && { deadlineSeconds }),
  };
}

const toStep = (step: Written): Step =>
  'engine' in step ? { ...step, engine: splitArgv(step.engine) } : step;

/** The arguments of a command line written as one string (split at spaces) or as an array. */
export const splitArgv = (argv: string | readonly string[]): readonly string[] =>
  typeof argv === 'string' ? argv.split(/\s+/).filter(Boolean) : argv;
