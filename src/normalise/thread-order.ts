import type { Json } from '../observe/observation.ts';
import type { Normaliser } from './normaliser.ts';

const threadOf = (event: Json) => (event as { info?: { thread?: string } } | null)?.info?.thread ?? '';

/**
 * Events are put together by thread; within each thread their order stays.
 * That the main thread says a thing before the nodes start is still seen on the console, where it says it.
 */
export const threadOrder: Normaliser = {
  name: 'thread-order',
  why: 'Several threads write log lines (main thread, workers, result handler of the pool) in random order.',
  events: (events) => {
    const threads = Map.groupBy(events, threadOf);
    return [...threads.keys()].toSorted().flatMap((thread) => threads.get(thread) ?? []);
  },
};
