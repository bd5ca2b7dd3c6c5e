/** What a case has for itself while it runs: its place, and the port it names. */
import PQueue from 'p-queue';
import type { Case } from '../cases/case.ts';

const queues = new Map<string, PQueue>();

/**
 * Name of the place of a case: what its paths and its database are called after. Those that are compared with the same
 * steps without an option share one, as names decide the order of much that an engine does.
 */
export const placeName = ({ id, tried }: Case): string => (tried && 'place' in tried ? tried.place : id);

/** Does something for a case when no other case of this process uses its place or its port any more. */
export function withOwn<T>(one: Case, use: () => Promise<T>): Promise<T> {
  const [port, ...others] = portsOf(one);
  // Cases name one port each; were it more, two could wait for each other without end.
  if (others.length > 0) throw new Error(`${one.id} names several ports: ${[port, ...others].join(', ')}`);
  const served = port === undefined ? use : () => queueOf(`port ${port}`).add(use);
  return queueOf(`place ${placeName(one)}`).add(served);
}

function queueOf(name: string): PQueue {
  const queue = queues.get(name) ?? new PQueue({ concurrency: 1 });
  queues.set(name, queue);
  return queue;
}

const portsOf = ({ steps }: Case): readonly string[] => [
  ...new Set(
    steps.flatMap((step) =>
      'engine' in step
        ? [
            ...(step.requests ?? []).map((url) => new URL(url).port),
            ...[step.busy, step.hub].flatMap((port) => (port === undefined ? [] : [String(port)])),
          ]
        : [],
    ),
  ),
];
