/** What an earlier step of a case left, and a later one merely still has. */
import type { Difference } from '../compare/difference.ts';
import { type Fact, placeOf, type Step } from './fact.ts';

export interface CarriedOver {
  /** Facts that show for the first time in their case. */
  readonly early: readonly Fact[];
  /** Each other fact with the one it follows from. */
  readonly follows: ReadonlyMap<Fact, Fact>;
}

export function carriedOver(steps: readonly Step[], facts: readonly Fact[]): CarriedOver {
  const caseOf = new Map(steps.map((step) => [placeOf(step), step.case]));
  const follows = new Map<Fact, Fact>();
  const before = new Map<string, Map<string, Fact>>();
  for (const fact of facts) {
    const id = caseOf.get(fact.at) as string;
    const seen = before.get(id) ?? new Map<string, Fact>();
    before.set(id, seen);
    const earlier = fact.differences.map((difference) => earlierOf(difference, fact.at, seen));
    if (earlier.every((one) => one !== undefined)) follows.set(fact, mostFrequent(earlier as Fact[]));
    for (const difference of fact.differences)
      for (const place of placesOf(difference)) if (!seen.has(place)) seen.set(place, fact);
  }
  return { early: facts.filter((fact) => !follows.has(fact)), follows };
}

function earlierOf(difference: Difference, at: string, seen: ReadonlyMap<string, Fact>): Fact | undefined {
  const { facet, path } = difference;
  if (facet === 'http') {
    const file = path.replace(/^https?:\/\/[^/]+\//, '').replace(/ \w+$/, '') || 'index.html';
    return seen.get(`served ${file}`);
  }
  if (facet !== 'files' && facet !== 'database') return undefined;
  const parts = path.split('/');
  for (let length = parts.length; length > 1; length--) {
    const found = seen.get(`${facet} ${parts.slice(0, length).join('/')}`);
    if (found && found.at !== at) return found;
    if (facet === 'database') break;
  }
  return undefined;
}

/** Where a later step may find what this difference left. */
function placesOf({ facet, path }: Difference): readonly string[] {
  if (facet === 'files') return [`files ${path}`, `served ${path.replace(/.*\//, '')}`];
  if (facet === 'database') return [`database ${path}`];
  return facet === 'artifacts' ? [`served ${path.replace(/#.*/, '').replace(/.*\//, '')}`] : [];
}

function mostFrequent(facts: readonly Fact[]): Fact {
  const counts = new Map<Fact, number>();
  for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] as Fact;
}
