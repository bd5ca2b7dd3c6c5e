/** What normalisers may know of a side and step: what was given, and what its observation says of itself. */
import type { Observation } from '../observe/observation.ts';
import { somethingSkipped } from './node-lines.ts';
import type { Frame } from './normaliser.ts';

/** What is known of a side before its observation is looked at. */
export type Given = Omit<Frame, 'invocations' | 'parents' | 'atOnce' | 'skips'>;

/**
 * @param other what the other side shows in the same step. How nodes are run decides what is random, so both sides tell it: a
 * side on which it is not random is to be compared with one on which it is.
 */
export function frameOf(observation: Observation, given: Given, other = observation): Frame {
  const sides = [...new Set([observation, other])];
  const atOnce = Math.max(...sides.map(nodesAtOnce));
  const own = parentsIn(observation);
  const parents = own.size > 0 ? own : parentsIn(other);
  return {
    ...given,
    invocations: invocationIds(observation),
    parents: atOnce > 1 && sides.some(clones) ? withoutNeeds(parents) : parents,
    atOnce,
    skips: sides.some(skipsNodes),
  };
}

/** Whether nodes are skipped, as the console or the log says. */
const skipsNodes = ({ stdout, events }: Observation): boolean =>
  somethingSkipped(stdout.split('\n')) ||
  events.some((event) =>
    typeof event === 'string'
      ? somethingSkipped([event])
      : skips.test((event as { info?: { name?: string } } | null)?.info?.name ?? ''),
  );

const skips = /^(SkippingDetails|LogSkipBecauseError)$/;

/** What is cloned needs nothing of what else is cloned, so dbt hands it to its threads in any order. */
const clones = ({ artifacts }: Observation) =>
  Object.values(artifacts).some(
    ({ content }) => (content as { args?: { which?: unknown } } | null)?.args?.which === 'clone',
  );
const withoutNeeds = (parents: Frame['parents']): Frame['parents'] =>
  new Map([...parents.keys()].map((id) => [id, []]));

/**
 * What each node needs, as manifests written during the step say. A unit test names the model it tests, and yet comes
 * before it: the model needs the test, and the test what the model needs.
 */
function parentsIn({ artifacts }: Observation): Frame['parents'] {
  const maps = Object.entries(artifacts).flatMap(([name, { content }]) =>
    name.endsWith('/manifest.json') ? [(content as { parent_map?: object } | null)?.parent_map ?? {}] : [],
  );
  const named = new Map(maps.flatMap((map) => Object.entries(map) as [string, readonly string[]][]));
  const isUnitTest = (id: string) => id.startsWith('unit_test.');
  const parents = new Map(named);
  for (const [id, models] of named) {
    if (!isUnitTest(id)) continue;
    parents.set(
      id,
      models.flatMap((model) => named.get(model) ?? []),
    );
    for (const model of models) parents.set(model, [...(parents.get(model) ?? []), id]);
  }
  return parents;
}

/** As dbt says it before its first node: `Concurrency: 4 threads (target='dev')`. */
function nodesAtOnce({ stdout, events }: Observation): number {
  const said = events.map((event) =>
    typeof event === 'string'
      ? concurrency.exec(event)?.[1]
      : (event as { data?: { num_threads?: number } } | null)?.data?.num_threads,
  );
  return [concurrency.exec(stdout)?.[1], ...said].reduce<number>(
    (most, number) => Math.max(most, Number(number ?? 1)),
    1,
  );
}

const concurrency = /\bConcurrency: (\d+) threads?\b/;

/** The ids an engine’s invocations drew during the step: events name them, artifacts as well. */
function invocationIds({ events, artifacts, stdout, http }: Observation): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: unknown) => typeof id === 'string' && found.add(id);
  for (const event of events)
    if (typeof event === 'string') add(/^=+ .* \| ([0-9a-f-]{36}) =+$/.exec(event)?.[1]);
    else add((event as { info?: { invocation_id?: unknown } } | null)?.info?.invocation_id);
  for (const { content } of Object.values(artifacts))
    add((content as { metadata?: { invocation_id?: unknown } } | null)?.metadata?.invocation_id);
  // What a server hands out may be of an earlier invocation.
  for (const text of [stdout, ...Object.values(http ?? {}).map(({ body }) => body)])
    for (const [, id] of text.matchAll(/"invocation_id": ?"([0-9a-f-]{36})"/g)) add(id);
  return found;
}
