/** The differences of each cause: the facts that a report gives of them, why they are registered, what else happens with them. */

import { type Impact, impacts } from '../config/impact.ts';
import { causeOf, type Difference } from '../facets/difference.ts';
import { type FacetName, type KindName, subjectOf } from '../facets/registry.ts';
import type { Cause } from '../findings/cause.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import { oncePerRun, type Run } from './run.ts';

type Of = Pick<Run, 'results'>;
type Id = Pick<Cause, 'fingerprint'>;

/** Facts of a cause in `report.json`; more are counted. */
const maxFacts = 25;

const byCause = oncePerRun((run: Of) =>
  Map.groupBy(
    run.results.flatMap(({ differences }) => differences),
    causeOf,
  ),
);

/** All differences of a cause, in the order of the cases. */
export const differencesOf = (run: Of, { fingerprint }: Id): readonly Difference[] =>
  byCause(run).get(fingerprint) ?? [];

/** Differences of a cause that say the same about different nodes, files and cases. */
export interface FactGroup {
  readonly facet: FacetName;
  readonly kind: KindName;
  readonly subject: string;
  readonly impact: Impact;
  readonly differences: readonly Difference[];
}

/** Groups by facet, kind and subject: the highest impact first, then what the cause is named after, then what is seen most often. */
export function factGroups(differences: readonly Difference[]): readonly FactGroup[] {
  const groups = Map.groupBy(differences, (one) => [one.facet, one.kind, subjectOf(one)].join(' '));
  return [...groups.values()]
    .map((all): FactGroup => {
      const [{ facet, kind, impact }] = all as [Difference];
      const highest = impacts.find((each) => all.some((difference) => difference.impact === each)) ?? impact;
      return { facet, kind, subject: subjectOf(all[0] as Difference), impact: highest, differences: all };
    })
    .toSorted(
      (a, b) =>
        impacts.indexOf(a.impact) - impacts.indexOf(b.impact) ||
        Number(b.differences.some(isNamesake)) - Number(a.differences.some(isNamesake)) ||
        b.differences.length - a.differences.length,
    );
}

/** Whether the cause is named after this difference. */
export const isNamesake = ({ fingerprint, cause }: Difference): boolean => fingerprint === cause;

/** A few facts of a cause: first one of each group, then a second one of each, and so on. */
export function someFacts(differences: readonly Difference[]): readonly Difference[] {
  const groups = factGroups(differences).map((group) => group.differences);
  const rounds = Math.max(0, ...groups.map(({ length }) => length));
  const chosen: Difference[] = [];
  for (let round = 0; round < rounds && chosen.length < maxFacts; round++)
    chosen.push(...groups.flatMap((group) => group[round] ?? []));
  return chosen.slice(0, maxFacts);
}

/** Why a cause is registered: the reasons of the expectations that cover its differences, first of those that it is named after. */
export function reasonOf(run: Of & Pick<Run, 'expectations'>, cause: Id): string | undefined {
  const differences = differencesOf(run, cause);
  const named = differences.filter((difference) => difference.fingerprint === cause.fingerprint);
  const used = new Set([...named, ...differences].map(({ expectation }) => expectation));
  const registered = [...used].flatMap((id): readonly Expectation[] =>
    run.expectations.filter((expectation) => expectation.id === id),
  );
  const reasons = [...new Set(registered.map(({ reason }) => reason.trim()))];
  return reasons.length === 0 ? undefined : reasons.join(' ');
}

/** What happens, or is in the database afterwards, explains what is printed, logged and written; not the other way round. */
const isHeavy = (impact: Impact) => impact === 'data' || impact === 'outcome';
const stepOf = ({ case: id, step }: Difference) => `${id} ${step}`;

/** Ids of the causes that have such a difference in a step, by step. */
const heavyByStep = oncePerRun((run: Of) => {
  const heavy = run.results.flatMap(({ differences }) => differences.filter(({ impact }) => isHeavy(impact)));
  return new Map([...Map.groupBy(heavy, stepOf)].map(([step, all]) => [step, new Set(all.map(causeOf))]));
});

/**
 * Other causes that change what happens, or what is in the database, in the step of a difference: the cause may be a symptom
 * of them. Not those that the issue names anyway.
 * @returns `always` if each step that shows the cause has such another cause, and the cause is none itself.
 */
export function heavierCauses(
  run: Of & Pick<Run, 'findings'>,
  { fingerprint, impact, followsFrom, together = [] }: Cause,
  main: Difference,
): { readonly causes: readonly Cause[]; readonly always: boolean } {
  const others = (step: string) => [...(heavyByStep(run).get(step) ?? [])].filter((id) => id !== fingerprint);
  const here = new Set(others(stepOf(main)));
  const named = new Set([followsFrom, ...together]);
  const steps = new Set(differencesOf(run, { fingerprint }).map(stepOf));
  return {
    causes: run.findings.filter(
      (finding) => here.has(finding.fingerprint) && !named.has(finding.fingerprint),
    ),
    always: !isHeavy(impact) && [...steps].every((step) => others(step).length > 0),
  };
}
