/** Which facts say the same: the same edit in one step, or the same identifier among what only one side shows. */
import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';
import { isAnywhere, isChecksum, marksOf } from './marks.ts';

/**
 * Facts of one key together, and those of linked keys.
 * @param keyOf tells facts apart that are seen for different reasons.
 */
export function linked(facts: readonly Fact[], keyOf: (fact: Fact) => string): readonly (readonly Fact[])[] {
  const { rootOf, join } = joining();
  const first = new Map<string, string>();
  for (const fact of facts) {
    if (isOfNodes(fact) || isOfInvocation(fact)) continue;
    const key = keyOf(fact);
    for (const mark of new Set(fact.differences.flatMap(marksOf))) {
      // What is known by its checksum is the same in later steps of a case.
      const place = `${isAnywhere(mark) ? '' : isChecksum.test(mark) ? fact.case : fact.at} ${mark}`;
      const other = first.get(place);
      if (other === undefined) first.set(place, key);
      else join(other, key);
    }
  }
  return [...Map.groupBy(facts, (fact) => rootOf(keyOf(fact))).values()];
}

/** Sets of keys that belong together. */
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
