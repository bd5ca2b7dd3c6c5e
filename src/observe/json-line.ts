/** Text that may be JSON. */
import type { Json } from './observation.ts';

/** @returns undefined where the text is no JSON. */
export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
