/** Relations between causes: which one follows from another, and which only occur together. */
import { causeOf } from '../facets/difference.ts';
import type { Cause } from './cause.ts';
import type { CaseResult } from './verdict.ts';

/** Causes with what they follow from, and those that no case tells apart from them. */
export function related(findings: readonly Cause[], results: readonly CaseResult[]): readonly Cause[] {
  const places = placesOf(results);
  const placesIn = ({ fingerprint }: Cause) => [...(places.get(fingerprint) ?? [])].sort().join(' ');
  const sharing = Map.groupBy(findings, placesIn);
  return findings.map((finding) => {
    const blocker = blockerOf(finding, results);
    const same = sharing.get(placesIn(finding)) ?? [];
    // Causes of a single case always occur together.
    const together = finding.cases.length < 2 ? [] : same.filter((other) => other !== finding);
    return {
      ...finding,
      ...(blocker !== undefined && { followsFrom: blocker }),
      ...(together.length > 0 && { together: together.map(({ fingerprint }) => fingerprint) }),
    };
  });
}

/** The steps in which each cause shows. */
function placesOf(results: readonly CaseResult[]): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  for (const difference of results.flatMap((result) => result.differences)) {
    const cause = causeOf(difference);
    places.set(cause, (places.get(cause) ?? new Set()).add(`${difference.case}#${difference.step}`));
  }
  return places;
}

/** The cause that blocks every case in which this one shows, before it shows: the subject started from something else. */
function blockerOf({ fingerprint, cases }: Cause, results: readonly CaseResult[]): string | undefined {
  const shown = results.filter(({ case: { id } }) => cases.includes(id));
  const blockers = new Set(shown.map(({ blockedBy }) => blockedBy));
  const [blocker] = blockers;
  if (blockers.size !== 1 || blocker === undefined || blocker === fingerprint) return undefined;
  const isLater = shown.every(({ differences }) => {
    const stepOf = (cause: string) =>
      Math.min(...differences.filter((difference) => causeOf(difference) === cause).map(({ step }) => step));
    return stepOf(fingerprint) > stepOf(blocker);
  });
  return isLater ? blocker : undefined;
}
