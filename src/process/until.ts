/** Polling. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls a condition until it returns something truthy.
 * @returns what the condition returned.
 * @throws Error when that does not happen within `timeoutMs`; the signal's reason when aborted.
 */
export async function until<T>({
  condition,
  timeoutMs,
  pollIntervalMs,
  signal,
}: {
  readonly condition: () => T | Promise<T>;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    signal?.throwIfAborted();
    const result = await condition();
    if (result) return result;
    if (Date.now() >= deadline) throw new Error(`timed out after ${timeoutMs} ms`);
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}
