/** The shape of `report.json`, version 2: programs rely on it, so within a version no key is renamed or dropped. */
import { z } from 'zod';
import { outcomes } from '../../cases/case.ts';
import { tiers } from '../../config/tiers.ts';
import { facetNames } from '../../facets/registry.ts';
import { verdicts } from '../../findings/verdict.ts';
import { pointSchema } from '../changes.ts';
import { outlooks } from '../shares.ts';
import { causeSchema } from './cause-schema.ts';
import { reportVersion } from './version.ts';

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();

const engine = z.strictObject({
  spec: z.string(),
  version: z.string(),
  /** Package and version that are installed, wherever they came from; empty for a plain program. */
  release: z.string(),
  /** sha256 of the engine's lock file, or of the program where there is none. */
  lock: z.string(),
  /** Everything that is installed with it, with versions; empty where that is not known. */
  packages: z.record(z.string(), z.string()),
});

const run = z.strictObject({
  id: z.string(),
  started: z.iso.datetime(),
  seconds,
  tier: z.enum(tiers),
  database: z.strictObject({
    provider: z.string(),
    version: z.string(),
    why: z.string(),
    statements: z.string(),
  }),
  workers: z.int().positive(),
  harness_version: z.string(),
  host: z.strictObject({ platform: z.string(), cores: z.number(), memory_gib: z.number() }),
  /** Which part of a selection this is; absent for a whole one, merged or not. */
  shard: z.strictObject({ index: z.int().positive(), of: z.int().positive() }).optional(),
  /** It was stopped; cases it did not get to are `skipped`. */
  interrupted: z.literal(true).optional(),
});

const totals = z.strictObject({
  cases: count,
  same: count,
  expected: count,
  different: count,
  unstable: count,
  blocked: count,
  error: count,
  skipped: count,
});

const share = {
  /** How many count: those that ended in an error, or were skipped, do not. */
  cases: count,
  /** The same, identical but for internals, or with intended differences only. */
  compatible: count,
  /** With known defects, and nothing new. */
  known: count,
  /** With new differences. */
  new: count,
};

/** What each number counts: compatible.ts. */
const compatible = z.strictObject({
  cases: count,
  of: count,
  identical: count,
  internals: count,
  intended: count,
  known: count,
  new: count,
  known_causes: count,
  new_causes: count,
  beyond_console: count,
  score: z.number().min(0).max(1),
});

const coverage = z.strictObject({
  /** `proved`: put to the test by a case that reached its subject, whatever came out; see coverage.ts. */
  promises: z.strictObject({ proved: count, total: count, missing: z.array(z.string()) }),
  /** By command. What each key says: flag-coverage.ts. Empty where the options of the reference cannot be read. */
  flags: z.record(
    z.string(),
    z.strictObject({
      total: count,
      alone: count,
      effective: count,
      pairwise: z.number().min(0).max(1),
      excused: count,
      missing: z.array(z.string()),
      idle: z.array(z.string()),
      wrongly_excused: z.array(z.string()),
    }),
  ),
});

const oneCase = z.strictObject({
  id: z.string(),
  command: z.string(),
  /** Of the subject, without the program. */
  argv: z.array(z.string()),
  /** How the subject must end on the reference, one of these: if it does not, the case is an `error`. Absent in reports of older versions. */
  expect: z.array(z.enum(outcomes)).min(1).optional(),
  checks: z.array(z.string()),
  verdict: z.enum(verdicts),
  /** Id of the cause that blocks it. */
  blocked_by: z.string().optional(),
  /** Why it was skipped or ended in an error, what blocks it, or why it is unstable. */
  reason: z.string().optional(),
  seconds: z.strictObject({ reference: seconds, candidate: seconds }),
  /** The reference did not run: what it showed in an earlier run was taken. */
  reference_cached: z.literal(true).optional(),
  /** For a case that tries one option: whether it changed anything the reference shows. */
  effect: z.boolean().optional(),
  /** How many differences it shows, and the ids of their causes. */
  differences: count,
  causes: z.array(z.string()),
});

const replaced = z.record(z.string(), z.record(z.string(), count));

const gone = z.strictObject({ id: z.string(), title: z.string() });

export const reportSchema = z.strictObject({
  schema: z.literal(reportVersion),
  run,
  reference: engine,
  candidate: engine,
  totals,
  compatible,
  by_command: z.array(z.strictObject({ command: z.string(), ...share, outlook: z.enum(outlooks) })),
  by_facet: z.array(z.strictObject({ facet: z.enum(facetNames), ...share })),
  /** Scores of the run it is compared with and of those before that, oldest first; its own is the last. */
  trend: z.array(pointSchema).min(1),
  coverage,
  /** Cases in which a warm host showed what a normal start of the engine does not: a fault of dvt-compat, in no verdict. */
  invented: count,
  cold: z.strictObject({
    /** What chose the cases that were also run cold. */
    seed: z.string().optional(),
    /** Chosen cases that showed the same cold. */
    checked: z.array(z.string()),
    /** Where a host was at fault: `step 1: stdout`. */
    invented: z.array(
      z.strictObject({
        case: z.string(),
        side: z.enum(['reference', 'candidate']),
        places: z.array(z.string()),
      }),
    ),
  }),
  cases: z.array(oneCase),
  causes: z.array(causeSchema),
  /** How many places of both sides each normaliser changed before they were compared; those that changed none are left out. */
  normalisers: z.record(z.string(), count),
  /** Names and versions that were replaced before the sides were compared: by placeholder and by what it stands for, in how many places. */
  identity: z.strictObject({ reference: replaced, candidate: replaced }).optional(),
  /** What was changed about the projects for a side, as its engine rejects them: `as_is` is the case that shows it. */
  adaptations: z.array(
    z.strictObject({
      side: z.enum(['reference', 'candidate']),
      id: z.string(),
      file: z.string(),
      reason: z.string(),
      as_is: z.string(),
    }),
  ),
  /**
   * Expectations that this run shows to be wrong: they cover nothing, or what another one covers. And adaptations that
   * are not needed.
   */
  to_fix: z.array(z.strictObject({ file: z.string(), id: z.string(), why: z.string() })),
  /** What changed since an earlier run, as ids of causes; there where an earlier run was named. */
  against: z
    .strictObject({
      run: z.string(),
      new: z.array(z.string()),
      worse: z.array(z.string()),
      unchanged: z.array(z.string()),
      /** In cases only that the earlier run did not compare. */
      unseen: z.array(z.string()),
      fixed: z.array(gone),
      /** There then, in cases that were not compared now. */
      open: z.array(gone),
    })
    .optional(),
});

export type Report = z.infer<typeof reportSchema>;

/** The same as JSON Schema: docs/report.schema.json. */
export const reportJsonSchema = () => ({ title: 'A report of dvt-compat', ...z.toJSONSchema(reportSchema) });
