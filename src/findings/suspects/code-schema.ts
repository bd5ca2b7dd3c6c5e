/** The shape of what `run.json` keeps of both engines' code. */
import { z } from 'zod';
import type { Code } from './code-index.ts';

const text = z.string();
const number = z.int().nonnegative();
const place = z.strictObject({ file: number, line: number });
const range = { file: number, line: number, end: number };

const index = z.strictObject({
  files: z.array(text),
  strings: z.array(z.strictObject({ text, at: z.array(place), foreign: z.literal(true).exactOptional() })),
  functions: z.array(z.strictObject({ name: text, ...range, digest: text })),
  commands: z.array(z.strictObject({ command: text, file: number, line: number, uses: z.array(number) })),
});

export const codeSchema: z.ZodType<Code> = z.strictObject({
  candidate: index,
  reference: index,
  differing: number,
  changedFiles: z.array(number),
  changed: z.array(
    z.strictObject({ name: text, ...range, was: z.strictObject(range), patch: text.exactOptional() }),
  ),
  options: z.record(text, text),
});
