/** The shape of `bench.json`. Others rely on it, so keys are never renamed or removed. */
import { z } from 'zod';

const positive = z.int().positive();
const seconds = z.number().nonnegative();
/** CPU time of the harness as a share of the engines'; null if the engines used none. */
const share = z.number().nonnegative().nullable();

/** A run of dvt-compat. */
const measurement = z.strictObject({
  /** From the start of the process to its end. */
  seconds,
  /** From the start to the first case: cause engines, starting the database. */
  opening_seconds: seconds,
  /** All cases, with the creation of states. */
  cases_seconds: seconds,
  reports_seconds: seconds,
  harness_cpu_seconds: seconds,
  engines_cpu_seconds: seconds,
  /** Part of engines_cpu_seconds. */
  hosts_cpu_seconds: seconds,
  database_cpu_seconds: seconds,
  /** Of the process of the harness. */
  peak_memory_mib: z.number().positive(),
  /** Cases by verdict. */
  verdicts: z.record(z.string(), z.int().nonnegative()),
});

const entry = {
  /** Specs. */
  reference: z.string(),
  candidate: z.string(),
  cases: positive,
  workers: positive,
  uncached_seconds: seconds,
  cached_seconds: seconds,
  harness_cpu_share: share,
  harness_cpu_share_cached: share,
  measured: z.iso.datetime(),
  uncached: measurement,
  cached: measurement,
};

const againstNaive = {
  /** The engine commands of a naive script, both sides. */
  naive_seconds: seconds,
  /** `naive_seconds` divided by the seconds of dvt-compat. */
  ratio_uncached: seconds,
  ratio_cached: seconds,
};

const pair = z.strictObject({ ...entry, ...againstNaive });
const modelsEntry = z.strictObject({ models: positive, ...entry, ...againstNaive });
const casesEntry = z.strictObject({
  ...entry,
  uncached_seconds_per_case: seconds,
  cached_seconds_per_case: seconds,
  harness_cpu_seconds_per_case: seconds,
  harness_cpu_seconds_per_case_cached: seconds,
});

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
