/** Attributes the differences of a run to their causes, and derives the verdicts of its cases from that. */

import { impacts } from '../../config/impact.ts';
import type { Difference, Untyped } from '../../facets/difference.ts';
import { coverage } from '../expectations/coverage.ts';
import type { Expect } from '../expectations/expectation.ts';
import { verdictOn } from '../judge.ts';
import type { CaseResult, Verdict } from '../verdict.ts';
import { cluster } from './cluster.ts';
import { type Fact, fingerprintOf, type Step } from './fact.ts';
import { strengthOf } from './groups.ts';

/** Results whose differences have a cause, with the resulting verdicts. */
export function attribute(results: readonly CaseResult[], expect: Expect): readonly CaseResult[] {
  const causes = causesOf(results);
  return results.map((result) => {
    const attributed = result.differences.map((difference) => ({
      ...difference,
      cause: causes.get(difference) ?? difference.fingerprint,
    }));
    return judgedAgain(result, coverage(attributed, expect));
  });
}

/** Verdicts that depend only on differences and expectations. */
const settled: readonly Verdict[] = ['expected', 'different', 'blocked'];

function judgedAgain(result: CaseResult, differences: readonly Difference[]): CaseResult {
  if (!settled.includes(result.verdict)) return { ...result, differences };
  const { blockedBy: _, reason, ...rest } = result;
  const verdict = verdictOn(differences, result.shown?.at(-1)?.step);
  return {
    ...rest,
    ...(reason !== undefined && verdict.verdict === result.verdict && { reason }),
    ...verdict,
    differences,
  };
}

/** The cause of each difference. */
function causesOf(results: readonly CaseResult[]): ReadonlyMap<Untyped, string> {
  const steps = results.flatMap(({ case: { id }, shown = [], differences }): readonly Step[] =>
    shown.map((shown) => ({
      case: id,
      shown,
      differences: differences.filter(({ step }) => step === shown.step),
    })),
  );
  return new Map(
    cluster(steps).flatMap(({ facts }) => {
      const cause = fingerprintOf(strongestOf(facts));
      return facts.flatMap((fact) => fact.differences.map((difference) => [difference, cause] as const));
    }),
  );
}

/**
 * The fact that a cause is named after: the one that explains most, then the one with the highest impact, then the most frequent.
 * So a cause keeps its name when cases are added or left out.
 */
function strongestOf(facts: readonly Fact[]): Fact {
  const kinds = [...Map.groupBy(facts, ({ key }) => key).values()];
  const best = kinds.toSorted(
    ([a, ...moreA], [b, ...moreB]) =>
      strengthOf({ facts: [a as Fact] }) - strengthOf({ facts: [b as Fact] }) ||
      impactOf([a as Fact, ...moreA]) - impactOf([b as Fact, ...moreB]) ||
      moreB.length - moreA.length ||
      ((a as Fact).key < (b as Fact).key ? -1 : 1),
  )[0] as readonly Fact[];
  return best[0] as Fact;
}

/** A lower number is a higher impact. */
const impactOf = (facts: readonly Fact[]) =>
  Math.min(
    ...facts.flatMap(({ differences }) =>
      (differences as readonly Difference[]).map(({ impact }) => impacts.indexOf(impact)),
    ),
  );
