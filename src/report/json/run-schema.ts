/** The shape of `run.json`: `RunData` as zod checks it. The compiler sees to it that no key is forgotten. */
import { z } from 'zod';
import { type Case, stepSchema as step, type TriedAlone } from '../../cases/case.ts';
import { commandNames } from '../../cases/commands.ts';
import type { CommandOptions } from '../../cases/options/matrix.ts';
import type { TestedOption } from '../../cases/options/option-tests.ts';
import { tiers } from '../../config/tiers.ts';
import { optionSchema } from '../../dbt/definitions.ts';
import { type Difference, type Judged, typed, type Untyped } from '../../facets/difference.ts';
import { impacts } from '../../facets/impact.ts';
import { facetNames, impactOf, isKindOf, kindNames } from '../../facets/registry.ts';
import type { SideShown, StepShown } from '../../findings/causes/shown.ts';
import { expectationSchema } from '../../findings/expectations/expectation.ts';
import { codeSchema } from '../../findings/suspects/code-index.ts';
import { type CaseResult, type StepExits, verdicts } from '../../findings/verdict.ts';
import type { Json } from '../../observe/observation.ts';
import { earlierSchema } from '../changes.ts';
import type { Host } from '../host.ts';
import type { Adapted, EngineName, RunData } from '../run.ts';

/** A schema for each key: one that a type gains and this file does not know is an error here. */
type Shape<T> = Record<keyof T, z.ZodType>;

const text = z.string();
const texts = z.array(text);
const seconds = z.number().nonnegative();
const command = z.enum(commandNames);
const tier = z.enum(tiers);
/** Whatever a JSON file holds is JSON. */
const json = z.custom<Json>();

const side = z.enum(['reference', 'candidate']);

const levels = z.record(text, z.enum(['on', 'no', 'off']));

const tried = z.union([
  z.strictObject({
    option: text,
    form: z.enum(['plain', 'negative', 'variable']),
    workspace: text,
    without: z.array(step),
    noEffect: text.exactOptional(),
    levels: levels.exactOptional(),
  } satisfies Shape<TriedAlone>),
  z.strictObject({ levels }),
]);

const oneCase = z.strictObject({
  id: text,
  command,
  title: text,
  checks: texts,
  tier,
  project: text,
  state: text,
  steps: z.array(step),
  deadlineSeconds: z.number().exactOptional(),
  tried: tried.exactOptional(),
} satisfies Shape<Case>);

/** The impact is worked out again: it follows from the rest, and an older version may have rated it differently. */
const difference = z
  .object({
    id: text,
    case: text,
    step: z.int(),
    facet: z.enum(facetNames),
    kind: z.enum(kindNames),
    path: text,
    node: text.exactOptional(),
    reference: json.exactOptional(),
    candidate: json.exactOptional(),
    fingerprint: text,
    cause: text.exactOptional(),
    expectation: text.exactOptional(),
    seen: z.strictObject({ times: z.int(), of: z.int() }).exactOptional(),
  } satisfies Shape<Omit<Untyped & Judged, 'impact'>>)
  .refine(isKindOf, 'is of a kind that its facet does not show')
  .transform((written): Difference => {
    const deviation = typed(written);
    return { ...deviation, impact: impactOf(deviation) };
  });

/** By placeholder and by what it stands for, in how many places. */
const replaced = z.record(text, z.record(text, z.int()));

const end = z.union([z.number(), text]);

const sideShown = z.strictObject({
  ended: end,
  why: text.exactOptional(),
  invocations: texts,
  nodes: z.record(text, text),
} satisfies Shape<SideShown>);
const stepShown = z.strictObject({
  step: z.int(),
  reference: sideShown,
  candidate: sideShown,
} satisfies Shape<StepShown>);

const result = z.strictObject({
  case: oneCase,
  verdict: z.enum(verdicts),
  blockedBy: text.exactOptional(),
  reason: text.exactOptional(),
  referenceFailed: z.literal(true).exactOptional(),
  seconds: z.strictObject({ reference: seconds, candidate: seconds }),
  cached: z.boolean().exactOptional(),
  effect: z.boolean().exactOptional(),
  touched: z.record(text, z.int()).exactOptional(),
  shown: z.array(stepShown).exactOptional(),
  identity: z.strictObject({ reference: replaced, candidate: replaced }).exactOptional(),
  warm: z.array(side).exactOptional(),
  checkedCold: z.literal(true).exactOptional(),
  exits: z
    .array(
      z.strictObject({
        step: z.int(),
        reference: end,
        candidate: end,
      } satisfies Shape<StepExits>),
    )
    .exactOptional(),
  differences: z.array(difference),
} satisfies Shape<CaseResult>);

/** Coverage only needs the values of a test, which decide how many forms an option has. */
const testedOption = z.strictObject({
  name: text,
  option: optionSchema,
  test: z.strictObject({ values: texts.exactOptional() }),
  own: z.boolean(),
} satisfies Shape<TestedOption>);

const engine = z.strictObject({
  spec: text,
  command: text,
  release: text,
  version: text,
  lock: text,
  /** Runs of earlier versions do not say. */
  packages: z.record(text, text).default({}),
} satisfies Shape<EngineName>);

export const runSchema: z.ZodType<RunData> = z.strictObject({
  id: text,
  started: z.iso.datetime(),
  seconds,
  tier,
  database: z.strictObject({
    provider: text,
    version: text,
    why: text,
    statements: text,
  } satisfies Shape<RunData['database']>),
  workers: z.int().positive(),
  harnessVersion: text,
  host: z.strictObject({ platform: text, cores: z.number(), memory_gib: z.number() } satisfies Shape<Host>),
  reference: engine,
  candidate: engine,
  modules: texts,
  code: codeSchema.exactOptional(),
  results: z.array(result),
  planned: texts,
  options: z.array(
    z.strictObject({ command, options: z.array(testedOption) } satisfies Shape<CommandOptions>),
  ),
  adaptations: z.array(
    z.strictObject({
      side,
      id: text,
      file: text,
      reason: text,
      as_is: text,
    } satisfies Shape<Adapted>),
  ),
  expectations: z.array(expectationSchema),
  against: earlierSchema.exactOptional(),
  shard: z
    .strictObject({ index: z.int().positive(), of: z.int().positive(), selected: texts })
    .exactOptional(),
  interrupted: z.literal(true).exactOptional(),
  threshold: z.enum(impacts).default('console'),
  seed: text.exactOptional(),
  invented: z.array(
    z.strictObject({ case: text, side, places: texts } satisfies Shape<RunData['invented'][number]>),
  ),
} satisfies Shape<RunData>);
