/** Entries of `bench.json`: what was measured, with its ratios and shares. */
import type { Twice } from './measure.ts';
import type { CasesEntry, Measurement, ModelsEntry, PairEntry } from './schema.ts';

/** What was run. */
export interface Measured {
  readonly reference: string;
  readonly candidate: string;
  readonly cases: number;
  /** When it was finished, ISO. */
  readonly measured: string;
}

export const pairEntry = (what: Measured, twice: Twice, naiveSeconds: number): PairEntry => ({
  ...what,
  ...numbersOf(twice),
  naive_seconds: naiveSeconds,
  ratio_uncached: naiveSeconds / twice.uncached.seconds,
  ratio_cached: naiveSeconds / twice.cached.seconds,
});

export const modelsEntry = (
  what: Measured & { readonly models: number },
  twice: Twice,
  naiveSeconds: number,
) => pairEntry(what, twice, naiveSeconds) as ModelsEntry;

export const casesEntry = (what: Measured, twice: Twice): CasesEntry => ({
  ...what,
  ...numbersOf(twice),
  uncached_seconds_per_case: twice.uncached.seconds / what.cases,
  cached_seconds_per_case: twice.cached.seconds / what.cases,
  harness_cpu_seconds_per_case: twice.uncached.harness_cpu_seconds / what.cases,
  harness_cpu_seconds_per_case_cached: twice.cached.harness_cpu_seconds / what.cases,
});

const numbersOf = ({ workers, uncached, cached }: Twice) => ({
  workers,
  uncached_seconds: uncached.seconds,
  cached_seconds: cached.seconds,
  harness_cpu_share: shareOf(uncached),
  harness_cpu_share_cached: shareOf(cached),
  uncached,
  cached,
});

const shareOf = ({ harness_cpu_seconds: harness, engines_cpu_seconds: engines }: Measurement) =>
  engines > 0 ? harness / engines : null;
