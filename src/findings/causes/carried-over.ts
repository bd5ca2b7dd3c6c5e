/** Differences that a later step of a case only has because an earlier step left them. */
import type { Untyped } from '../../facets/difference.ts';
import type { Fact } from './fact.ts';

/**
 * @param facts those of a case in the order of its steps.
 * @returns the earlier fact for each fact that follows from one.
 */
export function carriedOver(facts: readonly Fact[]): ReadonlyMap<Fact, Fact> {
  const follows = new Map<Fact, Fact>();
  for (const all of Map.groupBy(facts, (fact) => fact.case).values()) {
    const seen = new Map<string, Fact>();
    for (const fact of all) {
      const earlier = fact.differences.map((difference) => earlierOf(difference, fact.at, seen));
      if (earlier.every((found) => found !== undefined)) follows.set(fact, mostFrequent(earlier as Fact[]));
      for (const place of fact.differences.flatMap(placesOf)) if (!seen.has(place)) seen.set(place, fact);
    }
  }
  return follows;
}

/** The fact of an earlier step that explains a difference: about the same file, a folder that contains it, or the same relation. */
function earlierOf({ facet, path }: Untyped, at: string, seen: ReadonlyMap<string, Fact>): Fact | undefined {
  const places =
    facet === 'http'
      ? [`served ${path.replace(/^https?:\/\/[^/]+\//, '').replace(/ \w+$/, '') || 'index.html'}`]
      : facet === 'database'
        ? [`database ${path}`]
        : facet === 'files'
          ? path.split('/').map((_, n, parts) => `files ${parts.slice(0, parts.length - n).join('/')}`)
          : [];
  return places.map((place) => seen.get(place)).find((fact) => fact !== undefined && fact.at !== at);
}

/** The places in which a later step may find what this difference left. */
function placesOf({ facet, path }: Untyped): readonly string[] {
  if (facet === 'files') return [`files ${path}`, `served ${path.replace(/.*\//, '')}`];
  if (facet === 'database') return [`database ${path}`];
  return facet === 'artifacts' ? [`served ${path.replace(/#.*/, '').replace(/.*\//, '')}`] : [];
}

function mostFrequent(facts: readonly Fact[]): Fact {
  const byFact = [...Map.groupBy(facts, (fact) => fact)];
  return byFact.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] as Fact;
}
