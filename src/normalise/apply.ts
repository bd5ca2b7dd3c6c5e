/** What facets apply normalisers with: to texts and values, and to something as a whole. */
import { type Cleaner, cleaner } from './clean.ts';
import type { Frame, Normaliser } from './normaliser.ts';
import { normalisers } from './registry.ts';
import { placesChanged, type Touch } from './touched.ts';

/** Applies what each normaliser does to something as a whole: all events, all lines, one relation. */
type Whole = <T>(item: T, of: (normaliser: Normaliser) => ((item: T, frame: Frame) => T) | undefined) => T;

export interface Apply {
  readonly clean: Cleaner;
  readonly whole: Whole;
}

/** @param touch told how many places each normaliser changes. */
export const applyTo = (frame: Frame, touch: Touch): Apply => ({
  clean: cleaner(frame, touch),
  whole: (item, of) =>
    normalisers.reduce((before, normaliser) => {
      const after = of(normaliser)?.(before, frame) ?? before;
      touch(normaliser.name, placesChanged(before, after));
      return after;
    }, item),
});
