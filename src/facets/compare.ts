/** Compares two normalised observations of one step, facet by facet. */

import type { Normalised } from '../normalise/normalise.ts';
import type { Deviation } from './difference.ts';
import { facets } from './registry.ts';

export const compare = (reference: Normalised, candidate: Normalised): readonly Deviation[] =>
  facets.flatMap((facet): readonly Deviation[] => facet.compare(reference, candidate));
