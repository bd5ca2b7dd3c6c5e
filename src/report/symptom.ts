/** Whether a cause may be a symptom: what else happens in the steps that show it. */
import { causeOf, type Difference } from '../facets/difference.ts';
import type { Impact } from '../facets/impact.ts';
import type { Finding } from '../findings/finding.ts';
import { differencesOf } from './facts.ts';
import { oncePerRun } from './once.ts';
import type { Run } from './run.ts';

type Of = Pick<Run, 'results' | 'findings'>;

/** What happens, or is in the database afterwards, explains what is printed, logged and written; not the other way. */
const isHeavy = (impact: Impact) => impact === 'data' || impact === 'outcome';
const stepOf = ({ case: id, step }: Difference) => `${id} ${step}`;

/** Ids of the causes by step that have such a difference there. */
const heavyByStep = oncePerRun((run: Pick<Run, 'results'>) => {
  const heavy = run.results.flatMap(({ differences }) => differences.filter(({ impact }) => isHeavy(impact)));
  return new Map([...Map.groupBy(heavy, stepOf)].map(([step, all]) => [step, new Set(all.map(causeOf))]));
});

/**
 * Other causes that change what happens, or what is in the database, in the step of a difference; none that the issue names anyway.
 * @returns `always` where each step that shows the cause has such another cause, and the cause is none itself.
 */
export function heavierCauses(
  run: Of,
  { fingerprint, impact, followsFrom, together = [] }: Finding,
  lead: Difference,
): { readonly causes: readonly Finding[]; readonly always: boolean } {
  const others = (step: string) => [...(heavyByStep(run).get(step) ?? [])].filter((id) => id !== fingerprint);
  const here = new Set(others(stepOf(lead)));
  const named = new Set([followsFrom, ...together]);
  const steps = new Set(differencesOf(run, { fingerprint }).map(stepOf));
  return {
    causes: run.findings.filter((one) => here.has(one.fingerprint) && !named.has(one.fingerprint)),
    always: !isHeavy(impact) && [...steps].every((step) => others(step).length > 0),
  };
}
