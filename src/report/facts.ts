/** The differences of each cause, and the facts that a report gives of them. */
import { causeOf, type Difference } from '../facets/difference.ts';
import { type Impact, impacts } from '../facets/impact.ts';
import { type FacetName, type KindName, subjectOf } from '../facets/registry.ts';
import type { Finding } from '../findings/finding.ts';
import { oncePerRun } from './once.ts';
import type { Run } from './run.ts';

/** Facts of a cause in `report.json`: more of them are counted. */
const most = 25;

/** Differences of a cause that say the same about different nodes, files and cases. */
export interface FactGroup {
  readonly facet: FacetName;
  readonly kind: KindName;
  readonly subject: string;
  readonly impact: Impact;
  readonly differences: readonly Difference[];
}

const byCause = oncePerRun((run: Pick<Run, 'results'>) =>
  Map.groupBy(
    run.results.flatMap(({ differences }) => differences),
    causeOf,
  ),
);

type Id = Pick<Finding, 'fingerprint'>;

/** All differences of a cause, in the order of the cases. */
export const differencesOf = (run: Pick<Run, 'results'>, { fingerprint }: Id): readonly Difference[] =>
  byCause(run).get(fingerprint) ?? [];

/** What a cause is named after first, then what matters most, then what is seen most often. */
export function factGroups(differences: readonly Difference[]): readonly FactGroup[] {
  const groups = Map.groupBy(differences, (one) => [one.facet, one.kind, subjectOf(one)].join(' '));
  return [...groups.values()]
    .map((all): FactGroup & { readonly named: boolean } => {
      const [first] = all as [Difference, ...Difference[]];
      return {
        facet: first.facet,
        kind: first.kind,
        subject: subjectOf(first),
        impact: impacts.find((impact) => all.some((one) => one.impact === impact)) ?? first.impact,
        differences: all,
        named: all.some((one) => one.fingerprint === one.cause),
      };
    })
    .toSorted(
      (a, b) =>
        impacts.indexOf(a.impact) - impacts.indexOf(b.impact) ||
        Number(b.named) - Number(a.named) ||
        b.differences.length - a.differences.length,
    )
    .map(({ named: _, ...group }) => group);
}

/** A few facts of a cause: of each group one, then of each another one. */
export function someFacts(differences: readonly Difference[]): readonly Difference[] {
  const groups = factGroups(differences).map((group) => group.differences);
  const rounds = Math.max(0, ...groups.map(({ length }) => length));
  const chosen: Difference[] = [];
  for (let round = 0; round < rounds && chosen.length < most; round++)
    chosen.push(...groups.flatMap((group) => group[round] ?? []));
  return chosen.slice(0, most);
}
