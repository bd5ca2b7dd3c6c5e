/** `bench.json`: kept from sitting to sitting, so that the parts can be measured one at a time. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Host } from '../../src/report/finish.ts';
import { type Bench, benchSchema } from './schema.ts';

/** Entries measured in this sitting. */
export type Added = Partial<Omit<Bench, 'host'>>;

/** Results of earlier sittings. Those of another machine or of an older shape cannot go on: they are left behind. */
export async function readResults(file: string, host: Host, say: (text: string) => void): Promise<Bench> {
  const nothing = { host, pairs: [], cases_scale: [], models_scale: [] };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return nothing;
  const { success, data } = benchSchema.safeParse(JSON.parse(text));
  if (success && isDeepStrictEqual(data.host, host)) return data;
  say('existing results are from another machine or version: starting from scratch');
  return nothing;
}

/** Puts new entries in place of earlier ones about the same, and all in order. Pure. */
export const mergeResults = (before: Bench, added: Added): Bench => ({
  host: before.host,
  // The control comes first.
  pairs: replace(before.pairs, added.pairs, ({ reference, candidate, workers }) => [
    reference,
    candidate === reference ? '' : candidate,
    workers,
  ]),
  cases_scale: replace(before.cases_scale, added.cases_scale, ({ cases }) => [cases]),
  models_scale: replace(before.models_scale, added.models_scale, ({ models }) => [models]),
});

/** The text of `bench.json`: checked against its schema, without digits nobody has measured. */
export const toText = (results: Bench): string =>
  `${JSON.stringify(benchSchema.parse(results), (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value), 2)}\n`;

type Key = readonly (string | number)[];

function replace<T>(before: readonly T[], added: readonly T[] = [], keyOf: (entry: T) => Key): T[] {
  const kept = before.filter((one) => !added.some((other) => order(keyOf(one), keyOf(other)) === 0));
  return [...kept, ...added].sort((a, b) => order(keyOf(a), keyOf(b)));
}

function order(a: Key, b: Key): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) return 0;
  return (a[at] as string | number) < (b[at] as string | number) ? -1 : 1;
}
