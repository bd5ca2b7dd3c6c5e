/** What a facet is: one kind of evidence, how it is compared, and the kinds of difference it can show. */

import type { Impact } from '../config/impact.ts';
import type { Normalised } from '../normalise/normalise.ts';

/** What a kind of difference shows of the sides. A side that is left out showed nothing there, which is not null. */
export interface Both<R, C = R> {
  readonly reference: R;
  readonly candidate: C;
}
export interface OnlyReference<R> {
  readonly reference: R;
  readonly candidate?: never;
}
export interface OnlyCandidate<C> {
  readonly reference?: never;
  readonly candidate: C;
}

/** Where something differs, and what the sides show there. */
export type At<Shown> = Shown & {
  /** Where in the facet: a key path, a file, a relation, the name of an event. */
  readonly path: string;
};

/** A kind of difference. All functions are pure: they see the difference and nothing else. */
export interface Kind<Shown> {
  /** What it means and what to do about it; the section of docs/differences.md. */
  readonly about: string;
  readonly impact: Impact | ((difference: At<Shown>) => Impact);
  /** What the user loses, completing "<command> …" in dbt's terms: "does not create dev.orders". */
  readonly title: (difference: At<Shown>) => string;
  /** What to change, in one sentence with the facts of this difference. */
  readonly fix: (difference: At<Shown>) => string;
  /** What differs, without the names of nodes, files and positions: `nodes/*\/compiled_path`. */
  readonly subject: (difference: At<Shown>) => string;
  /** Parts of an engine's package to look into, the likeliest first; those of the facet where it names none. */
  readonly lookIn?: readonly string[];
}

/** Gives a kind the type of what it shows; the rest is inferred. */
export const kind = <Shown>(definition: Kind<Shown>): Kind<Shown> => definition;

export type Kinds = Readonly<Record<string, Kind<never>>>;

/** Every difference that a facet with these kinds can show: a union over the kinds. */
export type DifferenceOf<Name extends string, Of extends Kinds> = {
  readonly [Each in keyof Of & string]: { readonly facet: Name; readonly kind: Each } & Parameters<
    Of[Each]['title']
  >[0];
}[keyof Of & string];

/** One facet of both sides in, differences out. */
export type Comparator<Name extends string, Of extends Kinds> = (
  reference: Normalised,
  candidate: Normalised,
) => readonly DifferenceOf<Name, Of>[];

export interface Facet<Name extends string, Of extends Kinds> {
  /** As evidence, reports, expectations and mutants name it. */
  readonly name: Name;
  /** In plain English: "log events". */
  readonly label: string;
  /** Where the evidence is, beginning a sentence: "In the log (`logs/dbt.log`)". */
  readonly where: string;
  /** What is compared, in one sentence. */
  readonly about: string;
  /** Parts of an engine's package that produce it, by file name without its end; `{command}` is the command. */
  readonly lookIn: readonly string[];
  /** How much its differences explain others; a lower number explains more (`strengths` in src/findings/causes/groups.ts). */
  readonly strength: number;
  readonly compare: Comparator<Name, Of>;
  readonly kinds: Of;
}

/** Defines a facet, with the types of its name and kinds as they are written. */
export const defineFacet = <const Name extends string, Of extends Kinds>(
  facet: Facet<Name, Of>,
): Facet<Name, Of> => facet;
