/** `bench.json`: later runs add to it, so that the parts can be measured separately. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Host } from '../../src/report/finish.ts';
import { type Bench, benchSchema } from './schema.ts';

/** Entries that a part of the benchmark has just measured. */
export type NewEntries = Partial<Omit<Bench, 'host'>>;

/** Reads the results of earlier runs. Ignores those of another machine or of an older schema, and says so. */
export async function readResults(file: string, host: Host, say: (text: string) => void): Promise<Bench> {
  const nothing = { host, pairs: [], cases_scale: [], models_scale: [] };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return nothing;
  const { success, data } = benchSchema.safeParse(JSON.parse(text));
  if (success && isDeepStrictEqual(data.host, host)) return data;
  say('existing results are from another machine or version: starting from scratch');
  return nothing;
}

/** Adds entries in order; an entry replaces the earlier one of the same measurement. */
export const mergeResults = (before: Bench, added: NewEntries): Bench => ({
  host: before.host,
  // The control first.
  pairs: replace(before.pairs, added.pairs, ({ reference, candidate, workers }) => [
    reference,
    candidate === reference ? '' : candidate,
    workers,
  ]),
  cases_scale: replace(before.cases_scale, added.cases_scale, ({ cases }) => [cases]),
  models_scale: replace(before.models_scale, added.models_scale, ({ models }) => [models]),
});

/** The text of `bench.json`: checked against its schema, rounded to four decimals. */
export const toText = (results: Bench): string =>
  `${JSON.stringify(benchSchema.parse(results), (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value), 2)}\n`;

type Key = readonly (string | number)[];

function replace<T>(before: readonly T[], added: readonly T[] = [], keyOf: (entry: T) => Key): T[] {
  const kept = before.filter((entry) => !added.some((other) => order(keyOf(entry), keyOf(other)) === 0));
  return [...kept, ...added].sort((a, b) => order(keyOf(a), keyOf(b)));
}

function order(a: Key, b: Key): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) return 0;
  return (a[at] as string | number) < (b[at] as string | number) ? -1 : 1;
}
