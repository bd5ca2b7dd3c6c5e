/** What a comparator is: one facet of both sides in, deviations out. */
import type { Normalised } from '../normalise/normalise.ts';
import type { Deviation } from './difference.ts';

export type Comparator = (reference: Normalised, candidate: Normalised) => readonly Deviation[];
