/** Compares two normalised observations of one step, facet by facet. */
import { facets } from '../facets/registry.ts';
import type { Normalised } from '../normalise/normalise.ts';
import type { Deviation } from './difference.ts';

export const compare = (reference: Normalised, candidate: Normalised): readonly Deviation[] =>
  facets.flatMap((facet): readonly Deviation[] => facet.compare(reference, candidate));
