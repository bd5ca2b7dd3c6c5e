/** How well the causes of recorded runs are found, and how well they must be found. */
import { cluster } from '../../src/findings/causes/cluster.ts';
import { type Agreement, type Assigned, agreement } from './measure.ts';
import type { LabelledStep, RecordedRun } from './recorded.ts';

export interface Measured extends Agreement {
  readonly run: string;
  /** The lowest F of the run without one of its cases; absent if cases have no causes in common. */
  readonly leaveOneOut?: number;
}

/** A fact with its key, cause and cluster. */
export type AssignedFact = Assigned & { readonly key: string; readonly at: string };

/** Finds the causes of steps. */
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

/** Faults in one mixed run, and how often they are mixed. */
const [poolSize, pools] = [20, 20];

/** Measures a run in which each case has its own fault: each fault alone, and many of them mixed. */
export function measureFaults({ name, causes, steps }: RecordedRun): readonly Measured[] {
  const faults = Object.keys(causes);
  const stepsOf = Map.groupBy(steps, ({ differences: [first] }) => first?.cause ?? '');
  const alone = faults.map(
    (fault) => new Set(assign(stepsOf.get(fault) ?? []).map(({ cluster: number }) => number)).size,
  );
  const draw = seeded(1);
  const mixed = Array.from({ length: pools }, () =>
    agreement(
      assign(
        shuffled(faults, draw)
          .slice(0, poolSize)
          .flatMap((fault) => stepsOf.get(fault) ?? []),
      ),
    ),
  );
  const mean = (of: (run: Agreement) => number) =>
    mixed.reduce((sum, run) => sum + of(run), 0) / mixed.length;
  return [
    {
      ...{ run: `${name}, each alone`, facts: steps.length, causes: faults.length },
      ...{ clusters: alone.reduce((sum, number) => sum + number, 0), precision: 1, recall: 1, f: 1 },
    },
    {
      ...{ run: `${name}, ${poolSize} mixed, ${pools} times`, causes: poolSize },
      ...{ facts: Math.round(mean(({ facts }) => facts)), clusters: mean(({ clusters }) => clusters) },
      ...{ precision: mean(({ precision }) => precision), recall: mean(({ recall }) => recall) },
      f: mean(({ f }) => f),
    },
  ];
}

/** Limits: at most so many clusters per cause; at least such pairwise precision and recall, F of mixed faults, and F without a case. */
const demanded = { clusters: 1.3, alone: 1.5, precision: 0.9, recall: 0.9, mixed: 0.95, leaveOneOut: 0.85 };

/** Why a result is not good enough; empty if it is. */
export function shortcomings(measured: Measured): readonly string[] {
  const { run, causes, clusters, precision, recall, f, leaveOneOut } = measured;
  const [isAlone, isMixed] = [run.endsWith('alone'), run.includes(' mixed')];
  const atMost = isAlone ? demanded.alone : demanded.clusters;
  const missed = (name: string, value: number, least: number) =>
    value < least ? [`${run}: ${name} is ${value.toFixed(3)}, at least ${least} is demanded`] : [];
  return [
    ...(clusters / causes > atMost
      ? [`${run}: ${(clusters / causes).toFixed(2)} clusters per cause, at most ${atMost} are allowed`]
      : []),
    ...(isMixed
      ? missed('F', f, demanded.mixed)
      : [
          ...missed('precision', precision, demanded.precision),
          ...missed('recall', recall, demanded.recall),
        ]),
    ...(leaveOneOut === undefined
      ? []
      : missed('F without one of the cases', leaveOneOut, demanded.leaveOneOut)),
  ];
}

function shuffled<T>(items: readonly T[], draw: () => number): readonly T[] {
  return items
    .map((item) => [draw(), item] as const)
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
