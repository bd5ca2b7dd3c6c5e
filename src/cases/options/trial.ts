/** How options are tried: what the suites declare beside their tables of cases. */
import type { Command, Level, TriedAlone } from '../case.ts';
import type { Entry } from '../define-suite.ts';
import type { Outcome } from '../outcome.ts';

/** What a case starts from, without what it is called or proves. */
export type Base = Omit<Entry, 'title' | 'checks' | 'tier'>;

/** Why an option shows nothing, on these commands or on every one. */
export interface Silence {
  readonly why: string;
  readonly on?: readonly Command[];
}

/** How a command ends with an option, where that is not how it ends without it. */
export interface Ending {
  readonly expect: Outcome;
  /** Every command when absent. */
  readonly on?: readonly Command[];
  /** Values it is about; every one when absent. */
  readonly values?: readonly string[];
  /** Forms it is about. When absent, those that do not leave a flag at its default. */
  readonly forms?: readonly TriedAlone['form'][];
}

/** How one option is tried: its value, and what it needs to show what it does. */
export interface Trial extends Partial<Base> {
  /** Values of an option that takes one, each tried in a case of its own; where it has choices, all of them when absent. */
  readonly values?: readonly string[];
  /** The value beside other options, where the first of `values` would leave these nothing to do. */
  readonly paired?: string;
  /** Arguments in both command lines, with the option and without it. */
  readonly with?: string;
  /** Where the command does not end as without the option, which is what `expect` says. The first that fits counts. */
  readonly ends?: Ending | readonly Ending[];
  /** Where it cannot show an effect. What is said to be silent and is not makes the declaration wrong. */
  readonly silent?: Silence | readonly Silence[];
}

/**
 * Levels of options: a row of options that must not stand together in a case with others. `true` is any level but off, `false`
 * is off.
 */
export type Clash = Readonly<Record<string, boolean | Level>>;

/** How the options of a command are tried. */
export interface Trials {
  /** The command line that options are added to. */
  readonly base: Base;
  /** By longest name: options of the command's own, and shared ones it tries in its own way. */
  readonly options?: Readonly<Record<string, Trial>>;
  /** Options that send the command elsewhere, so that others beside them do nothing: tried with each of these alone. */
  readonly apart?: readonly string[];
  /** What ends in a usage error, and would hide all else in its row: tried by itself. */
  readonly clashes?: readonly Clash[];
}
