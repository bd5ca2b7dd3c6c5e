/** Derives what normalisers may know about a side and step from its observation. */
import type { Json } from '../config/json.ts';
import { commandIn, invocationIdIn } from '../dbt/artifacts.ts';
import { isSkip, threadsIn } from '../dbt/console-lines.ts';
import { dataOf, invocationIdOf, nameOf } from '../dbt/log-event.ts';
import { type Parents, parentsIn } from '../dbt/node-graph.ts';
import { invocationIdOfHeader } from '../dbt/text-log.ts';
import type { Observation } from '../observe/observation.ts';
import type { Context } from './normaliser.ts';

/** What is known about a side without its observation. */
export type Given = Omit<Context, 'invocations' | 'parents' | 'atOnce' | 'skips'>;

/**
 * @param other what the other side shows in the same step. How nodes are run decides what is random, so both sides count: a
 * side that is not random may be compared with one that is.
 */
export function contextOf(observation: Observation, given: Given, other = observation): Context {
  const sides = [...new Set([observation, other])];
  const atOnce = Math.max(...sides.map(nodesAtOnce));
  const own = parentsOf(observation);
  const parents = own.size > 0 ? own : parentsOf(other);
  return {
    ...given,
    invocations: invocationIdsIn(observation),
    parents: atOnce > 1 && sides.some(clones) ? withoutNeeds(parents) : parents,
    atOnce,
    skips: sides.some(skipsNodes),
  };
}

/** Whether nodes are skipped, according to the console or the log. */
const skipsNodes = ({ stdout, events }: Observation): boolean =>
  stdout.split('\n').some(isSkip) ||
  events.some((event) =>
    typeof event === 'string'
      ? isSkip(event)
      : /^(SkippingDetails|LogSkipBecauseError)$/.test(nameOf(event) ?? ''),
  );

const contentsOf = ({ artifacts }: Observation) => Object.values(artifacts).map(({ content }) => content);

/** Cloned nodes do not need each other, so dbt hands them to its threads in any order. */
const clones = (observation: Observation) =>
  contentsOf(observation).some((content) => commandIn(content) === 'clone');
const withoutNeeds = (parents: Parents): Parents => new Map([...parents.keys()].map((id) => [id, []]));

const parentsOf = ({ artifacts }: Observation): Parents =>
  parentsIn(
    Object.entries(artifacts).flatMap(([name, { content }]) =>
      name.endsWith('/manifest.json') ? [content] : [],
    ),
  );

/** As dbt says before its first node: `Concurrency: 4 threads (target='dev')`. */
function nodesAtOnce({ stdout, events }: Observation): number {
  const inEvent = (event: Json) =>
    typeof event === 'string' ? threadsIn(event) : Number(dataOf(event).num_threads ?? 1);
  return events.reduce<number>((most, event) => Math.max(most, inEvent(event) ?? 1), threadsIn(stdout) ?? 1);
}

/** Ids of invocations, in events and artifacts. */
function invocationIdsIn(observation: Observation): ReadonlySet<string> {
  const { events, stdout, http } = observation;
  // A server may respond with the artifact of an earlier invocation.
  const texts = [stdout, ...Object.values(http ?? {}).map(({ body }) => body)];
  const ids = [
    ...events.map((event) =>
      typeof event === 'string' ? invocationIdOfHeader(event) : invocationIdOf(event),
    ),
    ...contentsOf(observation).map(invocationIdIn),
    ...texts.flatMap((text) =>
      [...text.matchAll(/"invocation_id": ?"([0-9a-f-]{36})"/g)].map(([, id]) => id),
    ),
  ];
  return new Set(ids.filter((id) => id !== undefined));
}
