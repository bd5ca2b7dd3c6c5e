/** Measures how well causes are found in recorded runs, and checks that against the minimum. */
import { cluster } from '../../src/findings/causes/cluster.ts';
import { type Agreement, type Assigned, agreement } from './measure.ts';
import type { LabelledStep, RecordedRun } from './recorded.ts';

export interface Measured extends Agreement {
  readonly run: string;
  /** The lowest F when any one of the cases is left out; absent if no two cases have a cause in common. */
  readonly leaveOneOut?: number;
}

/** A fact with the cause assigned by hand and the cluster it was found in. */
export type AssignedFact = Assigned & { readonly key: string; readonly at: string };

/** Clusters the facts of steps. A fact with differences of several causes is returned once per cause. */
export function assign(steps: readonly LabelledStep[]): readonly AssignedFact[] {
  const causes = new Map<object, string>(
    steps.flatMap(({ differences }) =>
      differences.map((difference) => [difference, difference.cause] as const),
    ),
  );
  return cluster(steps).flatMap(({ facts }, n) =>
    facts.flatMap(({ key, at, differences }) =>
      [...new Set(differences.map((difference) => causes.get(difference) ?? ''))].map((cause) => ({
        ...{ cause, cluster: String(n), key, at },
      })),
    ),
  );
}

export function measureRun({ name, steps }: RecordedRun): Measured {
  const cases = [
    ...new Set(steps.filter(({ differences }) => differences.length > 0).map((step) => step.case)),
  ];
  const without = cases.map((id) => agreement(assign(steps.filter((step) => step.case !== id))).f);
  return { run: name, ...agreement(assign(steps)), leaveOneOut: Math.min(...without) };
}

/** Number of faults in one mixed run. */
const poolSize = 20;
/** Number of mixed runs, of which the mean is taken. */
const poolCount = 20;

/**
 * Measures a run in which each case has its own fault. First, each fault on its own: all its facts should be in one cluster.
 * Then random selections of faults together: their facts should be in separate clusters.
 */
export function measureFaults({ name, causes, steps }: RecordedRun): readonly Measured[] {
  const faults = Object.keys(causes);
  const stepsOf = Map.groupBy(steps, ({ differences: [first] }) => first?.cause ?? '');
  const clusterCounts = faults.map(
    (fault) => new Set(assign(stepsOf.get(fault) ?? []).map((fact) => fact.cluster)).size,
  );
  const random = seeded(1);
  const mixed = Array.from({ length: poolCount }, () =>
    agreement(
      assign(
        shuffled(faults, random)
          .slice(0, poolSize)
          .flatMap((fault) => stepsOf.get(fault) ?? []),
      ),
    ),
  );
  const mean = (metric: (run: Agreement) => number) =>
    mixed.reduce((sum, run) => sum + metric(run), 0) / mixed.length;
  return [
    {
      ...{ run: `${name}, each alone`, facts: steps.length, causes: faults.length },
      ...{ clusters: clusterCounts.reduce((sum, count) => sum + count, 0), precision: 1, recall: 1, f: 1 },
    },
    {
      ...{ run: `${name}, ${poolSize} mixed, ${poolCount} times`, causes: poolSize },
      ...{ facts: Math.round(mean(({ facts }) => facts)), clusters: mean(({ clusters }) => clusters) },
      ...{ precision: mean(({ precision }) => precision), recall: mean(({ recall }) => recall) },
      f: mean(({ f }) => f),
    },
  ];
}

/** Clusters per cause. */
const maximum = { any: 1.3, eachAlone: 1.5 };
/** `f` is that of mixed faults. */
const minimum = { precision: 0.9, recall: 0.9, f: 0.95, leaveOneOut: 0.85 };

/** In which respects a result is not good enough; empty if it is. */
export function shortcomings(measured: Measured): readonly string[] {
  const { run, causes, clusters, precision, recall, f, leaveOneOut } = measured;
  const [isAlone, isMixed] = [run.endsWith('alone'), run.includes(' mixed')];
  const maxClusters = isAlone ? maximum.eachAlone : maximum.any;
  const below = (name: string, value: number, least: number) =>
    value < least ? [`${run}: ${name} is ${value.toFixed(3)}, but must be at least ${least}`] : [];
  return [
    ...(clusters / causes > maxClusters
      ? [
          `${run}: ${(clusters / causes).toFixed(2)} clusters per cause, but at most ${maxClusters} are allowed`,
        ]
      : []),
    ...(isMixed
      ? below('F', f, minimum.f)
      : [...below('precision', precision, minimum.precision), ...below('recall', recall, minimum.recall)]),
    ...(leaveOneOut === undefined
      ? []
      : below('F without one of the cases', leaveOneOut, minimum.leaveOneOut)),
  ];
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => [random(), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** A linear congruential generator: the same pools in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
