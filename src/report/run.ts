/** A finished run: the data that it leaves in `run.json`, and what follows from that. */
import { z } from 'zod';
import { commandNames } from '../cases/commands.ts';
import { impacts } from '../config/impact.ts';
import type { Data } from '../config/valid-json.ts';
import { optionSchema } from '../dbt/definitions.ts';
import type { Cause } from '../findings/cause.ts';
import { expectationSchema } from '../findings/expectations/expectation.ts';
import type { ToFix } from '../findings/expectations/to-fix.ts';
import { codeSchema } from '../findings/suspects/code-index.ts';
import { caseResultSchema } from '../findings/verdict.ts';
import { earlierSchema } from './json/read-report.ts';
import { reportSchema } from './json/schema.ts';

const text = z.string();
const texts = z.array(text);
const report = reportSchema.shape;
const { harness_version: _, shard, ...shared } = report.run.shape;

/** What reports say of an engine: its other keys say where it is installed on this machine. */
const engine = z.object({ ...report.reference.shape, command: text });
export type EngineName = Data<typeof engine>;

/** An option. Coverage only needs the values of its test, which decide how many forms it has. */
const testedOption = z.object({
  name: text,
  option: optionSchema,
  test: z.object({ values: texts.exactOptional() }),
  own: z.boolean(),
});

/** `run.json`: all reports of a run can be written from this, on any machine. */
export const runSchema = z.strictObject({
  ...shared,
  harnessVersion: text,
  reference: engine,
  candidate: engine,
  /** Modules of the candidate's own package, relative to where packages are: among them are the suspects. */
  modules: texts,
  /** What of both engines' code can explain the differences; absent where there are none. */
  code: codeSchema.exactOptional(),
  results: z.array(caseResultSchema),
  /** Ids of all cases there are, run or not: an expectation may be about those left out. */
  planned: texts,
  /** Options of the reference's commands, which coverage counts. */
  options: z.array(z.object({ command: z.enum(commandNames), options: z.array(testedOption) })),
  /** What was changed in the projects of a side. */
  adaptations: report.adaptations,
  /** Those that differences were matched with. */
  expectations: z.array(expectationSchema),
  /** The earlier run that this one is compared with. */
  against: earlierSchema.exactOptional(),
  /** Which part of a selection it ran, and the ids of the whole selection in order. */
  shard: shard.unwrap().extend({ selected: texts }).exactOptional(),
  /** The lowest impact with which a difference that no expectation covers makes the run fail. */
  threshold: z.enum(impacts),
  /** Selected the cases that were also run with cold starts; absent where none were to be. */
  seed: text.exactOptional(),
  /** What only warm hosts showed: no verdict depends on it. */
  invented: report.cold.shape.invented,
});
export type RunData = Data<typeof runSchema>;

/** What the reports are made of. */
export interface Run extends RunData {
  /** Expectations and adaptations that this run shows to be wrong. */
  readonly toFix: readonly ToFix[];
  readonly findings: readonly Cause[];
  /** Folder the reports go to. */
  readonly out: string;
}

/** Remembers what `compute` returned for a run: several reporters ask for the same, and runs do not change. */
export function oncePerRun<Of extends object, T>(compute: (run: Of) => T): (run: Of) => T {
  const known = new WeakMap<Of, { readonly value: T }>();
  return (run) => {
    const found = known.get(run) ?? { value: compute(run) };
    known.set(run, found);
    return found.value;
  };
}
