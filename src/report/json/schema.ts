/**
 * The shape of `report.json`, version 2. Programs rely on it, so within a version no key is renamed or removed. The types of
 * what a report says are inferred from it.
 */
import { z } from 'zod';
import { outcomes } from '../../cases/case.ts';
import { tiers } from '../../config/tiers.ts';
import type { Data } from '../../config/valid-json.ts';
import { facetNames } from '../../facets/registry.ts';
import { verdicts } from '../../findings/verdict.ts';
import { causeSchema } from './cause-schema.ts';

export const reportVersion = 'dvt-compat/report/2';

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const seconds = z.number().nonnegative();
const score = z.number().min(0).max(1);
const side = z.enum(['reference', 'candidate']);

const engine = z.strictObject({
  spec: text,
  version: text,
  /** Package and version that are installed, wherever they came from; empty for a plain program. */
  release: text,
  /** sha256 of the engine's lock file, or of the program where there is none. */
  lock: text,
  /** Everything that is installed with it, with versions; empty where that is not known. */
  packages: z.record(text, text),
});

const run = z.strictObject({
  /** Sortable id, also the name of its folder under `reports/`. */
  id: text,
  started: z.iso.datetime(),
  seconds,
  tier: z.enum(tiers),
  database: z.strictObject({ provider: text, version: text, why: text, statements: text }),
  workers: z.int().positive(),
  harness_version: text,
  /** The size of the machine, and nothing that would identify it. `platform`: `linux-x64`. */
  host: z.strictObject({ platform: text, cores: z.number(), memory_gib: z.number() }),
  /** Which part of a selection this is; absent for a whole one, merged or not. */
  shard: z.strictObject({ index: z.int().positive(), of: z.int().positive() }).optional(),
  /** It was stopped; unfinished cases are `skipped`. */
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

const share = z.strictObject({
  /** How many count: those that ended in an error, or were skipped, do not. */
  cases: count,
  /** The same, identical but for internals, or with intended differences only. */
  compatible: count,
  /** With known defects, and nothing new. */
  known: count,
  /** With new differences. */
  new: count,
});

const compatible = z.strictObject({
  /** Cases that are compatible: `identical`, `internals` and `intended` together. */
  cases: count,
  /** Cases that count: those that say something about the candidate. */
  of: count,
  identical: count,
  /** Identical but for internals. */
  internals: count,
  /** With intended differences, and no others but internals. */
  intended: count,
  /** With known defects, and nothing new but internals. */
  known: count,
  new: count,
  /** How many causes are known, and new. */
  known_causes: count,
  new_causes: count,
  /** Cases with a difference that is not intended in more than console output and internals. */
  beyond_console: count,
  /** Share of the compatible cases among those that count; 0 if none does. */
  score,
});

/** How one run went: its score, and of how many counted cases. */
export const pointSchema = z.strictObject({ run: text, started: text, score, counted: count });

const flags = z.strictObject({
  total: count,
  /** Options tried alone in every form they have. */
  alone: count,
  /** Options tried alone that showed an effect on the reference, or are excused with a reason. */
  effective: count,
  /** Share of the pairs of levels of the command's own options that occur together in a case. */
  pairwise: score,
  /** Of the effective ones, those that are excused. */
  excused: count,
  /** Options not tried alone in every form. */
  missing: texts,
  /** Options without effect and without excuse. */
  idle: texts,
  /** Options that are excused and did have an effect. */
  wrongly_excused: texts,
});

const coverage = z.strictObject({
  /** `proved`: tested by a case that reached its subject, whatever the result; see coverage.ts. */
  promises: z.strictObject({ proved: count, total: count, missing: texts }),
  /** By command. Empty where the options of the reference cannot be read. */
  flags: z.record(text, flags),
});

const caseSchema = z.strictObject({
  id: text,
  command: text,
  /** Of the subject, without the program. */
  argv: texts,
  /** How the subject must end on the reference, one of these: if it does not, the case is an `error`. Absent in reports of older versions. */
  expect: z.array(z.enum(outcomes)).min(1).optional(),
  checks: texts,
  verdict: z.enum(verdicts),
  /** Id of the cause that blocks it. */
  blocked_by: text.optional(),
  /** Why it was skipped or ended in an error, what blocks it, or why it is unstable. */
  reason: text.optional(),
  seconds: z.strictObject({ reference: seconds, candidate: seconds }),
  /** The reference did not run: its results of an earlier run were used. */
  reference_cached: z.literal(true).optional(),
  /** For a case that tries one option: whether it changed anything the reference shows. */
  effect: z.boolean().optional(),
  /** How many differences it shows, and the ids of their causes. */
  differences: count,
  causes: texts,
});

/**
 * What a user of a command has to expect. `breaks`: what happens, or the data, is different. `differs`: what programs read or
 * what people read. `works`: neither, but for intended differences.
 */
export const outlooks = ['works', 'differs', 'breaks'] as const;

/** By placeholder and by what it was put in place of: in how many places. */
const replaced = z.record(text, z.record(text, count));
const gone = z.strictObject({ id: text, title: text });

export const reportSchema = z.strictObject({
  schema: z.literal(reportVersion),
  run,
  reference: engine,
  candidate: engine,
  totals,
  compatible,
  by_command: z.array(z.strictObject({ command: text, ...share.shape, outlook: z.enum(outlooks) })),
  by_facet: z.array(z.strictObject({ facet: z.enum(facetNames), ...share.shape })),
  /** Scores of the run it is compared with and of those before that, oldest first; its own is the last. */
  trend: z.array(pointSchema).min(1),
  coverage,
  /** Cases in which a warm host showed what a normal start of the engine does not: a fault of dvt-compat, in no verdict. */
  invented: count,
  cold: z.strictObject({
    /** Selected the cases that were also run with cold starts. */
    seed: text.optional(),
    /** Selected cases that showed the same with cold starts. */
    checked: texts,
    /** Where a host was at fault: `step 1: stdout`. */
    invented: z.array(z.strictObject({ case: text, side, places: texts })),
  }),
  cases: z.array(caseSchema),
  causes: z.array(causeSchema),
  /** How many places of both sides each normaliser changed before they were compared; those that changed none are left out. */
  normalisers: z.record(text, count),
  /** Names and versions that were replaced before the sides were compared. */
  identity: z.strictObject({ reference: replaced, candidate: replaced }).optional(),
  /** What was changed in the projects of a side, as its engine rejects them: `as_is` is the case that shows it. */
  adaptations: z.array(z.strictObject({ side, id: text, file: text, reason: text, as_is: text })),
  /** Expectations that this run shows to be wrong: they cover nothing, or what another one covers. And adaptations that are not needed. */
  to_fix: z.array(z.strictObject({ file: text, id: text, why: text })),
  /** What changed since an earlier run, as ids of causes; present where an earlier run was named. */
  against: z
    .strictObject({
      run: text,
      new: texts,
      worse: texts,
      unchanged: texts,
      /** Only in cases that the earlier run did not compare. */
      unseen: texts,
      fixed: z.array(gone),
      /** Found then, in cases that were not compared now. */
      open: z.array(gone),
    })
    .optional(),
});

export type Report = Data<typeof reportSchema>;
export type Cause = Report['causes'][number];
export type Compatible = Report['compatible'];
export type Share = Data<typeof share>;
export type Point = Data<typeof pointSchema>;
export type FlagCoverage = Data<typeof flags>;

/** The same as JSON Schema: docs/report.schema.json. */
export const reportJsonSchema = () => ({ title: 'A report of dvt-compat', ...z.toJSONSchema(reportSchema) });
