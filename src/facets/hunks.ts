/** Deviations of a facet that is a list of texts: lines of a stream, statements of a connection. */

import { alignSequences } from '../diff/sequence.ts';
import type { Both, OnlyCandidate, OnlyReference } from './facet.ts';

/** What such a facet shows; `line-missing` where a text is a line. */
export type TextDeviation<Name extends string, Unit extends string> = {
  readonly facet: Name;
  readonly path: string;
} & (
  | ({ readonly kind: 'output-missing' } & OnlyReference<readonly string[]>)
  | ({ readonly kind: `${Unit}-missing` } & OnlyReference<string>)
  | ({ readonly kind: `${Unit}-added` } & OnlyCandidate<string>)
  | ({ readonly kind: `${Unit}-changed` } & Both<string>)
);

/**
 * Compares two lists of texts in order. What parts at one place is one deviation, a passage of several texts included,
 * but for places with as many texts on both sides: there each is compared with its counterpart.
 * @param unit what one text is; it begins the kinds and names the places.
 */
export function textDeviations<Name extends string, Unit extends string>(
  facet: Name,
  unit: Unit,
  reference: readonly string[],
  candidate: readonly string[],
): readonly TextDeviation<Name, Unit>[] {
  if (reference.length > 0 && candidate.length === 0)
    return [{ facet, kind: 'output-missing', path: '', reference }];
  const { hunks } = alignSequences(reference, candidate, (text) => text);
  return hunks.flatMap(({ at, missing, added }): TextDeviation<Name, Unit>[] => {
    const pairs =
      missing.length === added.length ? missing.map((text, k) => [text, added[k] as string] as const) : [];
    if (pairs.length > 0)
      return pairs.map(([text, other], k) => ({
        facet,
        kind: `${unit}-changed` as const,
        path: `${unit} ${at + k + 1}`,
        reference: text,
        candidate: other,
      }));
    const passage = { reference: missing.join('\n'), candidate: added.join('\n') };
    if (missing.length === 0)
      return [
        { facet, kind: `${unit}-added` as const, path: `after ${unit} ${at}`, candidate: passage.candidate },
      ];
    const path = `${unit} ${at + 1}`;
    return added.length === 0
      ? [{ facet, kind: `${unit}-missing` as const, path, reference: passage.reference }]
      : [{ facet, kind: `${unit}-changed` as const, path, ...passage }];
  });
}
