import { jsonIn } from '../../config/json.ts';
import type { Apply } from '../../normalise/clean.ts';

/** Lines of console output. A line that is JSON (`--log-format json`) is cleaned as the object it is. */
export function normaliseText(text: string, apply: Apply): readonly string[] {
  const split = text.split('\n');
  // A last line that was ended leaves an empty piece; one that was not differs from one that was.
  if (split.at(-1) === '') split.pop();
  else if (split.length > 0) split.push('{no newline at the end}');
  return normaliseLines(split, apply);
}

export function normaliseLines(lines: readonly string[], { clean, whole }: Apply): readonly string[] {
  const cleaned = lines.map((line) => {
    const value = line.startsWith('{"') ? jsonIn(line) : undefined;
    return value === undefined ? clean.text(line) : JSON.stringify(clean.value(value));
  });
  return whole<readonly string[]>(cleaned, ({ lines: ofLines }) => ofLines);
}
