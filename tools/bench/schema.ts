/** The shape of `bench.json`: relied on from outside, so names are never changed and no key is dropped. */
import { z } from 'zod';

const count = z.int().nonnegative();
const positive = z.int().positive();
const seconds = z.number().nonnegative();
/** Processor time of the harness as a share of the engines’; null where the engines took none. */
const share = z.number().nonnegative().nullable();

/** One run of ours. */
const measurement = z.strictObject({
  /** From the start of the process to its end: what a user waits for. */
  seconds,
  /** Of these, from the start to the first case: engines looked up, database started. */
  opening_seconds: seconds,
  /** All cases, with the making of the states they start from. */
  cases_seconds: seconds,
  reports_seconds: seconds,
  harness_cpu_seconds: seconds,
  engines_cpu_seconds: seconds,
  /** Part of engines_cpu_seconds. */
  hosts_cpu_seconds: seconds,
  database_cpu_seconds: seconds,
  /** Most resident memory of the harness’s own process. */
  peak_memory_mib: z.number().positive(),
  /** Cases by verdict. */
  verdicts: z.record(z.string(), count),
});

/** What was run. */
const what = {
  /** Specs. */
  reference: z.string(),
  candidate: z.string(),
  cases: positive,
  workers: positive,
};

/** How a naive script did: the seconds of its engine commands alone, both sides. */
const naive = { naive_seconds: seconds };

/** The same cases on ours twice: with an empty cache, then with what the first run left in it. */
const ours = { uncached_seconds: seconds, cached_seconds: seconds };

/** `naive_seconds` through those of ours: how many times quicker ours is. */
const ratios = { ratio_uncached: z.number().nonnegative(), ratio_cached: z.number().nonnegative() };

const details = {
  /** Of the uncached run. */
  harness_cpu_share: share,
  harness_cpu_share_cached: share,
  measured: z.iso.datetime(),
  uncached: measurement,
  cached: measurement,
};

const pair = z.strictObject({ ...what, ...naive, ...ours, ...ratios, ...details });

const casesEntry = z.strictObject({
  ...what,
  ...ours,
  uncached_seconds_per_case: seconds,
  cached_seconds_per_case: seconds,
  harness_cpu_seconds_per_case: seconds,
  harness_cpu_seconds_per_case_cached: seconds,
  ...details,
});

const modelsEntry = z.strictObject({ models: positive, ...what, ...naive, ...ours, ...ratios, ...details });

export const benchSchema = z.strictObject({
  host: z.strictObject({ platform: z.string(), cores: positive, memory_gib: z.number() }),
  pairs: z.array(pair),
  cases_scale: z.array(casesEntry),
  models_scale: z.array(modelsEntry),
});

export type Bench = z.infer<typeof benchSchema>;
export type Measurement = z.infer<typeof measurement>;
export type PairEntry = z.infer<typeof pair>;
export type CasesEntry = z.infer<typeof casesEntry>;
export type ModelsEntry = z.infer<typeof modelsEntry>;
