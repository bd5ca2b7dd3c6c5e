/** What only one case of a run uses at a time: its workspace, and the port of the workspace. */
import PQueue from 'p-queue';
import type { Case } from '../cases/case.ts';
import { portIn, usesPort } from './port.ts';

const queues = new Map<string, PQueue>();

/**
 * Name of the workspace of a case, from which its paths and the name of its database follow. Cases that are compared with the
 * same steps without their option share a workspace, because names decide the order of much that an engine does.
 */
export const placeName = ({ id, tried }: Case): string =>
  tried && 'workspace' in tried ? tried.workspace : id;

/** Runs `use` when no other case of this process uses the workspace of this case, or the port if it needs one. */
export function withOwn<T>(testCase: Case, use: () => Promise<T>): Promise<T> {
  const workspace = placeName(testCase);
  const run = usesPort(testCase.steps) ? () => queueOf(`port ${portIn(0, workspace)}`).add(use) : use;
  return queueOf(`workspace ${workspace}`).add(run);
}

function queueOf(name: string): PQueue {
  const queue = queues.get(name) ?? new PQueue({ concurrency: 1 });
  queues.set(name, queue);
  return queue;
}
