/** How options are tested: what a suite defines under `options`, and what all suites share. */

import type { Option } from '../../dbt/definitions.ts';
import type { Expected, Level, Outcome, TriedAlone } from '../case.ts';
import type { Command } from '../commands.ts';
import type { Entry } from '../entry.ts';

/** A command line and where it runs: an entry without title, requirements and tier. */
export type Base = Omit<Entry, 'title' | 'checks' | 'tier'>;

/** Why an option has no visible effect, with these commands or with all. */
export interface NoEffect {
  readonly why: string;
  readonly on?: readonly Command[];
}

/** How a command ends with an option, if not as without it. */
export interface Ending {
  readonly expect: Outcome;
  /** All commands when absent. */
  readonly on?: readonly Command[];
  /** Values of the option; all when absent. */
  readonly values?: readonly string[];
  /** When absent, the forms that change the default of a flag. */
  readonly forms?: readonly TriedAlone['form'][];
}

/** How one option is tested. Keys of the base override those of the command; `expect` is the outcome without the option. */
export interface OptionTest extends Partial<Base> {
  /** Values of an option that takes one, each tested in its own case. When absent, its choices. */
  readonly values?: readonly string[];
  /** The value in pairs, if with the first of `values` other options had no effect. */
  readonly valueInPairs?: string;
  /** Arguments of both command lines, with and without the option. */
  readonly with?: string;
  /** The first that applies counts. */
  readonly ends?: Ending | readonly Ending[];
  /** If such an option does have an effect, the definition is wrong. */
  readonly noEffect?: NoEffect | readonly NoEffect[];
}

/** Options that contradict or require each other. `true` is any level but off, `false` is off. */
export type Conflict = Readonly<Record<string, boolean | Level>>;

/** How the options of a command are tested. */
export interface OptionTests {
  /** The command line to which options are added. */
  readonly base: Base;
  /** By longest name: the command's own options, and overrides for shared ones. */
  readonly tests?: SharedOptionTests;
  /** Options that change the command so much that others have no effect: each pair with them has its own case. */
  readonly isolated?: readonly string[];
  /** Combinations that are usage errors, and would hide everything else in a row: each has its own case. */
  readonly conflicts?: readonly Conflict[];
}

/** Tests of options that many commands have, by longest name. */
export type SharedOptionTests = Readonly<Record<string, OptionTest>>;

/** An option that the reference defines for a command, and how it is tested there. */
export interface TestedOption {
  /** Its longest name. */
  readonly name: string;
  readonly option: Option;
  readonly test: OptionTest;
  /** Whether it is the command's own: the others are options of every command. */
  readonly own: boolean;
}

/** @returns undefined if it ends as the command does without the option. */
export function endingOf(
  command: Command,
  { option, test }: TestedOption,
  { form, value }: { readonly form: TriedAlone['form']; readonly value: string | null },
): Expected | undefined {
  // A flag that is on by default changes nothing when it is written, and one that is off when it is negated.
  const isSet =
    form === 'variable' || (form === 'plain') === (option.takes !== null || option.default !== true);
  const ending = endingsOn(command, test).find(
    ({ values, forms }) =>
      (values === undefined || (value !== null && values.includes(value))) &&
      (forms ? forms.includes(form) : isSet),
  );
  return ending?.expect ?? test.expect;
}

/** The endings that a test defines for a command. */
export const endingsOn = (command: Command, { ends = [] }: OptionTest): readonly Ending[] =>
  ('expect' in ends ? [ends] : ends).filter(({ on }) => on === undefined || on.includes(command));

/** Why an option has no visible effect with a command; undefined if it should have one. */
export const noEffectOn = (command: Command, { noEffect = [] }: OptionTest): string | undefined =>
  ('why' in noEffect ? [noEffect] : noEffect).find(({ on }) => on === undefined || on.includes(command))?.why;
