/** Every facet, in the order of reports. A new one is a folder and a line here. */

import type { Impact } from '../config/impact.ts';
import type { Normalised } from '../normalise/normalise.ts';
import { artifacts } from './artifacts/facet.ts';
import { stderr, stdout } from './console/facet.ts';
import { database } from './database/facet.ts';
import { events } from './events/facet.ts';
import { exit } from './exit/facet.ts';
import type { At, DifferenceOf, Facet, Kind, Kinds } from './facet.ts';
import { files } from './files/facet.ts';
import { http } from './http/facet.ts';
import { commandInterface } from './interface/facet.ts';
import { sql } from './sql/facet.ts';
import { statements } from './statements/facet.ts';
import { flat, titled } from './wording.ts';

export const facets = [
  exit,
  stdout,
  stderr,
  events,
  files,
  artifacts,
  sql,
  statements,
  database,
  http,
  commandInterface,
] as const;

type Defined = (typeof facets)[number];
export type FacetName = Defined['name'];

type DifferencesOf<F> = F extends Facet<infer Name, infer Of> ? DifferenceOf<Name, Of> : never;

/** What comparators return: a union over all facets and kinds, told apart by `facet` and `kind`. */
export type Deviation = DifferencesOf<Defined>;
export type KindName = Deviation['kind'];

/** The definition of a facet. */
export const facetOf = (name: FacetName): Defined => facets.find((facet) => facet.name === name) as Defined;

export const facetNames = facets.map(({ name }) => name) as unknown as readonly [FacetName, ...FacetName[]];

/** Each kind once, in the order of its first facet. */
export const kindNames = [
  ...new Set(facets.flatMap(({ kinds }) => Object.keys(kinds))),
] as unknown as readonly [KindName, ...KindName[]];

/** Names a pair of facet and kind. */
type Named = { readonly facet: FacetName; readonly kind: KindName };

const kindsOf = new Map<string, Kinds>(facets.map(({ name, kinds }) => [name, kinds]));

/** Whether a facet can show a kind. */
export const isKindOf = ({ facet, kind }: Named): boolean => Object.hasOwn(kindsOf.get(facet) as Kinds, kind);

/** The definition that belongs to a difference. The pair of facet and kind is what ties the two types together. */
const definitionOf = <D extends Deviation>({ facet, kind }: D) =>
  (kindsOf.get(facet) as Kinds)[kind] as unknown as Kind<At<D>>;

export const impactOf = (difference: Deviation): Impact => {
  const { impact } = definitionOf(difference);
  return typeof impact === 'function' ? impact(difference) : impact;
};

/** What the user loses, completing "<command> …"; 72 characters at most. */
export const titleOf = (difference: Deviation): string => titled(definitionOf(difference).title(difference));

/** The same in full. */
export const sentenceOf = (difference: Deviation): string => flat(definitionOf(difference).title(difference));

/** What to change, in one sentence. */
export const fixOf = (difference: Deviation): string => flat(definitionOf(difference).fix(difference));

/** What differs, without the names of nodes, files and positions. */
export const subjectOf = (difference: Deviation): string => definitionOf(difference).subject(difference);

/** Parts of an engine's package to look into, the likeliest first. */
export const lookInOf = (difference: Deviation): readonly string[] =>
  definitionOf(difference).lookIn ?? facetOf(difference.facet).lookIn;

export const compare = (reference: Normalised, candidate: Normalised): readonly Deviation[] =>
  facets.flatMap((facet): readonly Deviation[] => facet.compare(reference, candidate));
