/** Recorded runs whose differences were assigned their causes by hand: the ground truth of how causes are found. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Untyped } from '../../src/facets/difference.ts';
import type { Step } from '../../src/findings/causes/fact.ts';
import type { Json } from '../../src/observe/observation.ts';

/** A difference with its cause, without what causes are not found from. */
export interface Labelled extends Untyped {
  readonly cause: string;
}

export interface LabelledStep extends Step {
  readonly differences: readonly Labelled[];
}

export interface RecordedRun {
  readonly name: string;
  /** What was compared. */
  readonly run: string;
  /** Each cause with a sentence. */
  readonly causes: Readonly<Record<string, string>>;
  /** Each case has a fault of its own, planted in the reference: cases have nothing in common. */
  readonly faults?: true;
  readonly steps: readonly LabelledStep[];
}

const side = z.strictObject({
  ended: z.union([z.number(), z.string()]),
  why: z.string().exactOptional(),
  invocations: z.array(z.string()),
  nodes: z.record(z.string(), z.string()),
});
const schema = z.strictObject({
  run: z.string(),
  causes: z.record(z.string(), z.string()),
  faults: z.literal(true).exactOptional(),
  steps: z.array(
    z.strictObject({
      case: z.string(),
      shown: z.strictObject({ step: z.int(), reference: side, candidate: side }),
      differences: z.array(
        z.strictObject({
          facet: z.string(),
          kind: z.string(),
          path: z.string(),
          node: z.string().exactOptional(),
          reference: z.custom<Json>().exactOptional(),
          candidate: z.custom<Json>().exactOptional(),
          cause: z.string(),
        }),
      ),
    }),
  ),
});

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
