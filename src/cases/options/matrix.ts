/** The flag matrix: the cases that follow from the options the reference has for a command. */
import type { Definitions } from '../../dbt/definitions.ts';
import { identityOf } from '../actions.ts';
import type { Case, Command } from '../case.ts';
import type { Suite } from '../define-suite.ts';
import { aloneCases, formsOf, type Tryable } from './alone.ts';
import { pairCases } from './pairs.ts';
import type { Trial } from './trial.ts';

/** Trials of options that every command takes, by longest name. */
export type SharedTrials = Readonly<Record<string, Trial>>;

/** Whether a glob over ids may be about cases that only the reference's options tell. */
export const mayBeGenerated = (glob: string | undefined): boolean =>
  glob !== undefined && /\/(flag|pair)-|[*?[{(!]/.test(glob);

/** The options of a command, and how each is tried. */
export interface CommandOptions {
  readonly command: Command;
  readonly options: readonly Tryable[];
}

/** The options a command has in the reference, with their trials; none where the reference has no such command. */
function tryables(suite: Suite, { commands, shared }: Definitions, trials: SharedTrials): readonly Tryable[] {
  // `docs-generate` is `docs generate` there, `run-operation` is itself.
  const options = commands[suite.command] ?? commands[suite.command.replace('-', ' ')] ?? {};
  return Object.entries(options).map(([name, option]) => ({
    name,
    option,
    trial: { ...trials[name], ...suite.trials?.options?.[name] },
    own: !shared.includes(name),
  }));
}

/** A suite with the cases of its matrix: every option alone, then every two of the command’s own. */
export function withMatrix(
  suite: Suite,
  definitions: Definitions,
  shared: SharedTrials,
): Suite & CommandOptions {
  const { command, defaults, trials } = suite;
  const options = tryables(suite, definitions, shared);
  if (!trials) return { ...suite, options };
  const tried = options.filter((each) => formsOf(each).length > 0);
  const own = tried.filter((each) => each.own);
  const cases = [
    ...suite.cases,
    ...united(
      tried.flatMap((each) => aloneCases(command, defaults, trials.base, each)),
      pairCases(command, defaults, trials, own),
    ),
  ];
  const ids = cases.map(({ id }) => id);
  const double = ids.find((id, index) => ids.indexOf(id) !== index);
  if (double !== undefined) throw new Error(`${double} is both declared and generated for an option`);
  return { ...suite, cases, options };
}

/** A row of pairs with one option on takes the same steps as that option alone: one case stands for both. */
function united(alone: readonly Case[], pairs: readonly Case[]): readonly Case[] {
  const rows = new Map(pairs.map((one) => [identityOf(one), one.tried?.levels]));
  const joined = alone.map((one): Case => {
    const levels = rows.get(identityOf(one));
    return levels && one.tried ? { ...one, tried: { ...one.tried, levels } } : one;
  });
  const known = new Set(alone.map(identityOf));
  return [...joined, ...pairs.filter((one) => !known.has(identityOf(one)))];
}
