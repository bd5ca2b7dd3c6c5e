/** Recorded runs whose differences were assigned to causes by hand: the ground truth for cause causes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Untyped } from '../../src/facets/difference.ts';
import type { Step } from '../../src/findings/causes/fact.ts';
import type { Json } from '../../src/observe/observation.ts';

const side = z.strictObject({
  ended: z.union([z.number(), z.string()]),
  why: z.string().exactOptional(),
  invocations: z.array(z.string()),
  nodes: z.record(z.string(), z.string()),
});
const difference = z.strictObject({
  facet: z.string(),
  kind: z.string(),
  path: z.string(),
  node: z.string().exactOptional(),
  reference: z.custom<Json>().exactOptional(),
  candidate: z.custom<Json>().exactOptional(),
  cause: z.string(),
});
const schema = z.strictObject({
  /** What was compared. */
  run: z.string(),
  /** Each cause with a sentence. */
  causes: z.record(z.string(), z.string()),
  /** Each case has its own fault, injected into the reference, so cases have no causes in common. */
  faults: z.literal(true).exactOptional(),
  steps: z.array(
    z.strictObject({
      case: z.string(),
      shown: z.strictObject({ step: z.int(), reference: side, candidate: side }),
      differences: z.array(difference),
    }),
  ),
});

/** A difference with its cause, reduced to what causes are found from. */
export interface Labelled extends Untyped {
  readonly cause: string;
}
export interface LabelledStep extends Step {
  readonly differences: readonly Labelled[];
}
export interface RecordedRun extends Omit<z.output<typeof schema>, 'steps'> {
  readonly name: string;
  readonly steps: readonly LabelledStep[];
}

/**
 * @param folder of `<name>.json`, one per run.
 * @throws Error when one is not valid, or a difference has a cause that is not listed.
 */
export async function readRecordedRuns(folder: string): Promise<readonly RecordedRun[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => readRecordedRun(path.join(folder, name))));
}

export async function readRecordedRun(file: string): Promise<RecordedRun> {
  const { steps, ...told } = schema.parse(JSON.parse(await readFile(file, 'utf8')));
  const unlisted = steps
    .flatMap(({ differences }) => differences)
    .find(({ cause }) => !Object.hasOwn(told.causes, cause));
  if (unlisted) throw new Error(`${file}: the cause ${unlisted.cause} is not listed in "causes"`);
  return {
    name: path.basename(file, '.json'),
    ...told,
    steps: steps as unknown as readonly LabelledStep[],
  };
}
