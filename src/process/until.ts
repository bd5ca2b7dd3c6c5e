/** Waits for what can only be looked at from time to time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { debugOf } from './debug.ts';

const debug = debugOf('wait');

/** What is waited for, and for how long. */
export interface Wait<T> {
  /** Named in diagnostics: `the end of 1234`. */
  readonly what: string;
  /** Looked at once at least. */
  readonly condition: () => T | Promise<T>;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  /** Gives up waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Polls until the condition is truthy.
 * @returns what the condition returned last: falsy after `timeoutMs`.
 * @throws the signal's reason when aborted, and what the condition throws.
 */
export async function until<T>({ what, condition, timeoutMs, pollIntervalMs, signal }: Wait<T>): Promise<T> {
  const began = performance.now();
  const waitedMs = () => Math.round(performance.now() - began);
  for (let looks = 1; ; looks++) {
    signal?.throwIfAborted();
    const found = await condition();
    if (found || waitedMs() >= timeoutMs) {
      if (looks > 1) debug('%s: %s after %d ms', what, found ? 'there' : 'given up', waitedMs());
      return found;
    }
    if (looks === 1) debug('waiting up to %d ms for %s', timeoutMs, what);
    // Aborted meanwhile: the next look throws the reason, where this would throw an error of its own.
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}
