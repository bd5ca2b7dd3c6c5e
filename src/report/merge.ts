/** Merges the parts of a run into the run that they are parts of. */
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../config/problem.ts';
import { mergeCode } from '../findings/suspects/code-index.ts';
import type { RunData } from './run.ts';

/** A part, and what the user called it. */
export interface Part {
  readonly name: string;
  readonly data: RunData;
}

type Sharded = RunData & { readonly shard: NonNullable<RunData['shard']> };

/** What must be the same in all parts. Machine, workers and times may differ: no verdict depends on them. */
const common: Readonly<Record<string, (data: Sharded) => unknown>> = {
  'the number of parts': ({ shard }) => shard.of,
  'the version of dvt-compat': ({ harnessVersion }) => harnessVersion,
  'the tier': ({ tier }) => tier,
  'the impact that fails a run': ({ threshold }) => threshold,
  'the reference': ({ reference }) => reference.spec,
  'the lock of the reference': ({ reference }) => reference.lock,
  'the candidate': ({ candidate }) => candidate.spec,
  'the lock of the candidate': ({ candidate }) => candidate.lock,
  'the database': ({ database }) => `${database.provider} ${database.version}, ${database.statements}`,
  'the cases selected': ({ shard }) => shard.selected,
  'the cases there are': ({ planned }) => planned,
  'the options of the reference': ({ options }) => options,
  'the modules of the candidate': ({ modules }) => modules,
  adaptations: ({ adaptations }) => adaptations,
  expectations: ({ expectations }) => expectations,
  'the earlier run they are compared with': ({ against }) => against?.run.id ?? 'none',
};

/**
 * Puts all parts of a run together.
 * @param id of the merged run.
 * @throws Problem (usage) when they are not the parts of one run, each once.
 */
export function mergeParts(parts: readonly Part[], id: string): RunData {
  const sharded = parts.map(({ name, data }): Sharded => {
    if (data.shard) return { ...data, shard: data.shard };
    throw refuse(`${name} is no part of a run: it was made without --shard.`);
  });
  const [first] = sharded;
  if (!first) throw refuse('No part is named.');
  for (const [what, of] of Object.entries(common))
    for (const [at, data] of sharded.entries()) {
      const values = [of(first), of(data)];
      if (isDeepStrictEqual(...(values as [unknown, unknown]))) continue;
      const shown = values.every((value) => typeof value !== 'object') ? `: ${values.join(', ')}` : '';
      throw refuse(`${parts[0]?.name} and ${parts[at]?.name} differ in ${what}${shown}.`);
    }
  const numbers = sharded.map(({ shard }) => shard.index);
  const missing = Array.from({ length: first.shard.of }, (_, n) => n + 1).filter((n) => !numbers.includes(n));
  if (missing.length > 0)
    throw refuse(`Of ${first.shard.of} parts these are missing: ${missing.join(', ')}.`);
  const twice = numbers.findIndex((number, at) => numbers.indexOf(number) < at);
  if (twice >= 0) throw refuse(`Part ${numbers[twice]} is there twice: again as ${parts[twice]?.name}.`);
  return whole(
    sharded.toSorted((a, b) => a.shard.index - b.shard.index),
    id,
  );
}

function whole(parts: readonly Sharded[], id: string): RunData {
  const code = mergeCode(parts.flatMap((part) => part.code ?? []));
  const [{ shard, interrupted: _, ...first }] = parts as readonly [Sharded];
  const found = new Map(parts.flatMap(({ results }) => results).map((result) => [result.case.id, result]));
  const results = shard.selected.flatMap((caseId) => found.get(caseId) ?? []);
  const seeds = [...new Set(parts.flatMap(({ seed }) => seed ?? []))];
  if (results.length !== shard.selected.length)
    throw refuse(`They contain ${results.length} of the ${shard.selected.length} selected cases.`);
  return {
    ...first,
    ...(code && { code }),
    id,
    started: parts.map(({ started }) => started).sort()[0] ?? first.started,
    // Parts run at the same time, so the whole run took as long as the longest part.
    seconds: Math.max(...parts.map(({ seconds }) => seconds)),
    workers: Math.max(...parts.map(({ workers }) => workers)),
    results,
    invented: parts.flatMap(({ invented }) => invented),
    ...(seeds.length > 0 && { seed: seeds.join(', ') }),
    ...(parts.some(({ interrupted }) => interrupted) && { interrupted: true }),
  };
}

const refuse = (why: string) =>
  new Problem(
    'usage',
    'These runs cannot be merged',
    why,
    'Name each part of one run once: those of run --shard 1/n … n/n, of the same version, engines, selection and database.',
  );
