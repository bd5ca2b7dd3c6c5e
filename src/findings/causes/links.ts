/** Links facts that say the same: by the same edit in a step, or the same identifier that only one side has. */
import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';
import { isAnywhere, isChecksum, marksOf } from './marks.ts';

/**
 * Groups facts by key and by linked keys.
 * @param keyOf distinguishes facts that occur for different reasons.
 */
export function linked(facts: readonly Fact[], keyOf: (fact: Fact) => string): readonly (readonly Fact[])[] {
  const { rootOf, join } = joining();
  const first = new Map<string, string>();
  for (const fact of facts) {
    if (isOfNodes(fact) || isOfInvocation(fact)) continue;
    const key = keyOf(fact);
    for (const mark of new Set(fact.differences.flatMap(marksOf))) {
      // The same checksum means the same in later steps of a case.
      const place = `${isAnywhere(mark) ? '' : isChecksum.test(mark) ? fact.case : fact.at} ${mark}`;
      const other = first.get(place);
      if (other === undefined) first.set(place, key);
      else join(other, key);
    }
  }
  return [...Map.groupBy(facts, (fact) => rootOf(keyOf(fact))).values()];
}

/** Sets of keys that belong together (union-find). */
function joining() {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let at = key;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) at = up;
    return at;
  };
  const join = (key: string, other: string) => {
    const [a, b] = [rootOf(key), rootOf(other)];
    if (a !== b) parents.set(b, a);
  };
  return { rootOf, join };
}
