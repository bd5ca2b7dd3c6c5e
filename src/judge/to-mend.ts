/** Expectations that a run shows to be wrong: they cover nothing any more, or what another one covers. */
import { type Expectation, matchersOf } from './expectation.ts';
import { type CaseResult, compared } from './verdict.ts';

/** One registered thing that a run shows to be wrong. */
export interface ToMend {
  /** From the root: `suites/expectations/dvt-core.yaml`. */
  readonly file: string;
  readonly id: string;
  readonly why: string;
}

/**
 * @param planned ids of all cases there are: what a run left out may still need an expectation.
 * @param results of a run.
 */
export function expectationsToMend(
  expectations: readonly Expectation[],
  planned: readonly string[],
  results: readonly CaseResult[],
): readonly ToMend[] {
  const matchers = matchersOf(expectations);
  const differences = results.flatMap((result) => result.differences);
  const used = new Set(differences.map(({ expectation }) => expectation));
  const done = new Set(
    results.flatMap(({ case: { id }, verdict }) => (compared.includes(verdict) ? [id] : [])),
  );
  const stale = matchers
    .filter(({ one, isCase }) => !used.has(one.id) && planned.every((id) => !isCase(id) || done.has(id)))
    .map(({ one }) => ({
      one,
      why: `is stale: the difference no longer occurs in its cases (${one.cases.join(', ')})`,
    }));
  const overlapping = new Map(
    differences.flatMap((difference) => {
      const [first, second] = matchers.filter(({ matches }) => matches(difference.case, difference));
      return first && second
        ? [[`${first.one.id} ${second.one.id}`, { one: second.one, also: first.one, difference }] as const]
        : [];
    }),
  );
  return [
    ...stale,
    ...[...overlapping.values()].map(({ one, also, difference }) => ({
      one,
      why: `overlaps with ${also.id} in ${difference.case}: ${difference.kind} ${difference.path}`,
    })),
  ].map(({ one: { file, id }, why }) => ({ file: `suites/expectations/${file}`, id, why }));
}
