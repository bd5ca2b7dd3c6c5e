/** JSON that somebody hands over: what it must look like, and what is said where it does not. */
import { z } from 'zod';
import type { Problem } from './problem.ts';

/** JSON of any shape stays as it is: it has no end of depth. */
type DeepReadonly<T> = z.core.util.JSONType extends T
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The type that a schema describes. Its values are never changed, so nothing of them can be assigned to. */
export type Data<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

/**
 * Reads JSON of a known shape.
 * @param refuse makes the error from why it is refused: it says what was meant to be read, and what to do next.
 * @throws Problem as `refuse` makes it, where the text is not JSON or not of that shape.
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
