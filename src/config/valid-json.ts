/** Reads JSON from outside, and explains what is wrong with it. */
import { z } from 'zod';
import type { Problem } from './problem.ts';

/**
 * Reads JSON of a known shape.
 * @param refuse makes the error, given what is wrong: it says what was to be read, and what to do next.
 * @throws Problem of `refuse`, if the text is not JSON or does not have the shape.
 */
export function validJson<T>(text: string, schema: z.ZodType<T>, refuse: (why: string) => Problem): T {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw refuse(`Invalid JSON: ${(error as Error).message}`);
  }
  const { data, error } = schema.safeParse(raw);
  if (error) throw refuse(z.prettifyError(error));
  return data as T;
}
