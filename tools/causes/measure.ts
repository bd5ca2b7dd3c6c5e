/** How well a grouping of facts agrees with the causes that were assigned to them by hand. */

/** One fact: the cause it was assigned, and the cluster it was put into. */
export interface Assigned {
  readonly cause: string;
  readonly cluster: string;
}

export interface Agreement {
  readonly facts: number;
  readonly causes: number;
  readonly clusters: number;
  /** Of the pairs of facts in one cluster, the share whose cause is the same; 1 where there is no pair. */
  readonly precision: number;
  /** Of the pairs of facts with one cause, the share in the same cluster; 1 where there is no pair. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f: number;
}

/** Pairwise precision and recall, as clusterings are usually compared. */
export function agreement(facts: readonly Assigned[]): Agreement {
  const together = pairs(facts, ({ cause, cluster }) => JSON.stringify([cause, cluster]));
  const clustered = pairs(facts, ({ cluster }) => cluster);
  const caused = pairs(facts, ({ cause }) => cause);
  const precision = clustered === 0 ? 1 : together / clustered;
  const recall = caused === 0 ? 1 : together / caused;
  return {
    facts: facts.length,
    causes: new Set(facts.map(({ cause }) => cause)).size,
    clusters: new Set(facts.map(({ cluster }) => cluster)).size,
    precision,
    recall,
    f: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** How many pairs of facts have the same key. */
const pairs = (facts: readonly Assigned[], keyOf: (fact: Assigned) => string) =>
  [...Map.groupBy(facts, keyOf).values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
