/** Waits for what can only be looked at from time to time. */
import { setTimeout as sleep } from 'node:timers/promises';

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
export async function until<T>({ condition, timeoutMs, pollIntervalMs, signal }: Wait<T>): Promise<T> {
  for (const began = performance.now(); ; ) {
    signal?.throwIfAborted();
    const found = await condition();
    if (found || performance.now() - began >= timeoutMs) return found;
    // Aborted meanwhile: the next look throws the reason, where this would throw an error of its own.
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}
