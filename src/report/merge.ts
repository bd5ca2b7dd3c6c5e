/** Parts of one run, put together: what the whole run would have left. */
import { isDeepStrictEqual } from 'node:util';
import type { Shard } from '../cases/suites.ts';
import { Problem } from '../config/problem.ts';
import { mergeCode } from '../findings/suspects/code-index.ts';
import type { RunData } from './run.ts';

/** A part, and what the user called it. */
export interface Part {
  readonly name: string;
  readonly data: RunData;
}

type Sharded = RunData & { readonly shard: NonNullable<RunData['shard']> };

/** What has to be the same in all parts, in words. What takes part in no verdict may differ: machine, workers, times. */
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
  const sharded = parts.map(asSharded);
  const [first] = sharded;
  if (!first) throw refuse('No part is named.');
  for (const [what, of] of Object.entries(common))
    for (const [index, data] of sharded.entries())
      if (!isDeepStrictEqual(of(data), of(first)))
        throw refuse(differ(what, of, [first, data], parts, index));
  const all = sharded.map(({ shard }) => shard);
  const missing = Array.from({ length: first.shard.of }, (_, n) => n + 1).filter((n) => !has(all, n));
  if (missing.length > 0)
    throw refuse(`Of ${first.shard.of} parts these are missing: ${missing.join(', ')}.`);
  const twice = all.findIndex(({ index }, position) => has(all.slice(0, position), index));
  if (twice >= 0) throw refuse(`Part ${all[twice]?.index} is there twice: again as ${parts[twice]?.name}.`);
  return whole(
    sharded.toSorted((one, other) => one.shard.index - other.shard.index),
    id,
  );
}

const has = (all: readonly Shard[], wanted: number) => all.some(({ index }) => index === wanted);

function asSharded({ name, data }: Part): Sharded {
  if (data.shard) return { ...data, shard: data.shard };
  throw refuse(`${name} is no part of a run: it was made without --shard.`);
}

function differ(
  what: string,
  of: (data: Sharded) => unknown,
  pair: readonly [Sharded, Sharded],
  parts: readonly Part[],
  index: number,
): string {
  const [one, other] = pair.map(of);
  const values = [one, other].every((value) => typeof value !== 'object') ? `: ${one}, ${other}` : '';
  return `${parts[0]?.name} and ${parts[index]?.name} differ in ${what}${values}.`;
}

function whole(parts: readonly Sharded[], id: string): RunData {
  const code = mergeCode(parts.flatMap((part) => part.code ?? []));
  const [{ shard, interrupted: _, ...first }] = parts as readonly [Sharded];
  const found = new Map(parts.flatMap(({ results }) => results).map((result) => [result.case.id, result]));
  const results = shard.selected.flatMap((one) => found.get(one) ?? []);
  const seeds = [...new Set(parts.flatMap(({ seed }) => seed ?? []))];
  if (results.length !== shard.selected.length)
    throw refuse(`They hold ${results.length} of the ${shard.selected.length} selected cases.`);
  return {
    ...first,
    ...(code && { code }),
    id,
    started: parts.map(({ started }) => started).sort()[0] ?? first.started,
    // Parts run side by side, so the whole took as long as the longest.
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
