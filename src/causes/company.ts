/** Splits facts that every failure brings along by what they are seen together with. */
import { type Fact, invocationKey, nodeKey } from './fact.ts';

/**
 * Connections, statements, nodes that did not run: many causes show in these. Two steps show such a fact for one reason if
 * something telling is seen in both, or nothing telling in either.
 * @returns the facts, the general ones under a key for each reason.
 */
export function splitByCompany(facts: readonly Fact[]): readonly Fact[] {
  const steps = new Set(facts.map(({ at }) => at)).size;
  const telling = Map.groupBy(
    facts.filter((fact) => !isGeneral(fact)),
    ({ key }) => key,
  );
  const company = new Map<string, Set<string>>();
  for (const [key, seen] of telling) {
    const places = new Set(seen.map(({ at }) => at));
    // What is seen nearly everywhere tells nothing.
    if (places.size > Math.max(2, steps / 2)) continue;
    for (const at of places) company.set(at, (company.get(at) ?? new Set()).add(key));
  }
  const general = Map.groupBy(facts.filter(isGeneral), ({ key }) => key);
  return [
    ...facts.filter((fact) => !isGeneral(fact)),
    ...[...general.values()].flatMap((seen) => {
      const parts = components(seen, company);
      return parts.length < 2
        ? seen
        : parts.flatMap((part, n) => part.map((fact) => ({ ...fact, key: `${fact.key} (${n + 1})` })));
    }),
  ];
}

/** Facts of one key whose steps are connected by shared company. */
function components(
  facts: readonly Fact[],
  company: ReadonlyMap<string, ReadonlySet<string>>,
): readonly (readonly Fact[])[] {
  const parts: { facts: Fact[]; keys: Set<string> }[] = [];
  for (const fact of facts) {
    const keys = company.get(fact.at) ?? new Set(['nothing telling']);
    const kin = parts.filter((part) => [...keys].some((key) => part.keys.has(key)));
    for (const one of kin) parts.splice(parts.indexOf(one), 1);
    parts.push({
      facts: [...kin.flatMap((one) => one.facts), fact],
      keys: new Set([...kin.flatMap((one) => [...one.keys]), ...keys]),
    });
  }
  return parts.map((part) => part.facts);
}

/** Whether many causes show in such a fact. */
export function isGeneral({ key, differences: [first] }: Fact): boolean {
  if (!first || key.startsWith(nodeKey) || key.startsWith(invocationKey)) return true;
  const { facet, kind, path, reference, candidate } = first;
  if (facet === 'statements' || kind === 'output-missing' || facet === 'interface') return true;
  if (facet === 'files') return /^project\/(logs|target)(\/|$)/.test(path);
  if (facet === 'artifacts') return /#\/results\/([^/]+\/(adapter_response|message|status)|@order|\d+$)/.test(path) || /#\/results$/.test(path);
  if (facet !== 'events') return false;
  const code = (reference ?? candidate) as { info?: { code?: string } } | undefined;
  return /^[EQZ{]/.test(code?.info?.code ?? '') || /^(SQL|Connection|Log\w+(Line|Result)|Node|EndRunResult|StatsLine|FinishedRunning|CommandCompleted|ResourceReport|\{connection)/.test(path);
}
