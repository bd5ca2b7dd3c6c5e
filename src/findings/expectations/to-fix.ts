/** Expectations that a run shows to be wrong: stale facts, and entries that cover the same difference. */

import type { Adaptation } from '../../cases/adaptation.ts';
import type { Side } from '../../workspace/workspace.ts';
import { type CaseResult, compared } from '../verdict.ts';
import { type Expectation, type Matcher, matchersOf } from './expectation.ts';
import type { ExpectedFact } from './expectation-file.ts';

/** One registered thing that a run shows to be wrong. */
export interface ToFix {
  /** From the root: `suites/expectations/dvt-core.yaml`. */
  readonly file: string;
  readonly id: string;
  readonly why: string;
}

/**
 * @param planned ids of all cases there are: what a run left out may still need an expectation.
 * @param results of a run.
 */
export function expectationsToFix(
  expectations: readonly Expectation[],
  planned: readonly string[],
  results: readonly CaseResult[],
): readonly ToFix[] {
  const matchers = matchersOf(expectations);
  const differences = results.flatMap((result) => result.differences);
  const done = new Set(
    results.flatMap(({ case: { id }, verdict }) => (compared.includes(verdict) ? [id] : [])),
  );
  const covering = differences.map((difference) => ({
    difference,
    found: matchers.filter(({ matches }) => matches(difference.case, difference)),
  }));
  const used = new Set(covering.flatMap(({ found }) => found));
  const stale = matchers.filter(
    (each) => !used.has(each) && planned.every((id) => !each.isCase(id) || done.has(id)),
  );
  const overlapping = new Map(
    covering.flatMap(({ difference, found: [first, ...more] }) => {
      const other = more.find(({ expectation }) => expectation.id !== first?.expectation.id)?.expectation;
      const why = `overlaps with ${first?.expectation.id} in ${difference.case}: ${difference.kind} ${difference.path}`;
      return other ? [[`${first?.expectation.id} ${other.id}`, { expectation: other, why }] as const] : [];
    }),
  );
  return [
    ...expectations.flatMap((expectation) => whyStale(expectation, stale)),
    ...overlapping.values(),
  ].map(({ expectation: { file, id }, why }) => ({ file: `suites/expectations/${file}`, id, why }));
}

/** A line for the whole expectation where all of its facts are stale, for each that is stale where some are. */
function whyStale(expectation: Expectation, stale: readonly Matcher[]) {
  const facts = stale.filter((each) => each.expectation === expectation).map(({ fact }) => fact);
  if (facts.length === expectation.shows.length)
    return [
      {
        expectation,
        why: `is stale: none of its facts occurs in its cases any more (${expectation.cases.join(', ')})`,
      },
    ];
  return facts.map((fact) => ({
    expectation,
    why: `has a stale fact: ${labelOf(fact)} no longer occurs in its cases (${(fact.cases ?? expectation.cases).join(', ')})`,
  }));
}

const labelOf = ({ facet, kind, path, reference, candidate }: ExpectedFact): string =>
  [facet, kind, path ?? candidate ?? reference].filter((part) => part !== undefined).join(' ');

/** An adaptation, and for whom it was applied. */
type Applied = Pick<Adaptation, 'id' | 'file' | 'as_is'> & { readonly side: Side };

/**
 * @param adaptations of both sides; those of the reference are judged where it is the candidate.
 * @param planned ids of all cases there are.
 * @param results of a run; where the case of an adaptation is not among them, nothing is known of it.
 */
export function adaptationsToFix(
  adaptations: readonly Applied[],
  planned: readonly string[],
  results: readonly CaseResult[],
): readonly ToFix[] {
  return adaptations.flatMap(({ side, id, file, as_is }) => {
    if (side === 'reference') return [];
    const fix = (why: string) => [{ file, id, why }];
    if (!planned.includes(as_is)) return fix(`names an unknown case: ${as_is}`);
    const shown = results.find((result) => result.case.id === as_is && compared.includes(result.verdict));
    return shown?.exits?.at(-1)?.candidate === 0 ? fix(`is not needed: ${as_is} succeeds without it`) : [];
  });
}
