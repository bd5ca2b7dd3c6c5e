/** Ports that cases name: who serves on one, or holds it, has it for himself. */
import PQueue from 'p-queue';
import type { Case } from '../plan/case.ts';

const queues = new Map<string, PQueue>();

/** Does something for a case when no other case of this process uses its ports any more. */
export async function withPorts<T>(one: Case, use: () => Promise<T>): Promise<T> {
  const [first, ...others] = portsOf(one);
  if (first === undefined) return use();
  // Cases name one port each; were it more, two could wait for each other without end.
  if (others.length > 0) throw new Error(`${one.id} names several ports: ${[first, ...others].join(', ')}`);
  const queue = queues.get(first) ?? new PQueue({ concurrency: 1 });
  queues.set(first, queue);
  return queue.add(use);
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
