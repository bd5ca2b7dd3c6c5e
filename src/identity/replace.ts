/** Replaces what the groups of patterns find. */
import type { Note } from './replaced.ts';
import { placeholders } from './statements.ts';

/** @param patterns with indices and named groups, each group one of the placeholders. */
export function replaceIn(text: string, patterns: readonly RegExp[], note: Note): string {
  return patterns.reduce((current, pattern) => replaceGroups(current, pattern, note), text);
}

function replaceGroups(text: string, pattern: RegExp, note: Note): string {
  let result = '';
  let at = 0;
  for (const { indices } of text.matchAll(pattern)) {
    const groups = Object.entries(indices?.groups ?? {}).toSorted(([, [a]], [, [b]]) => a - b);
    for (const [group, [start, end]] of groups) {
      const placeholder = placeholders[group] as string;
      note(placeholder, text.slice(start, end));
      result += text.slice(at, start) + placeholder;
      at = end;
    }
  }
  return at === 0 ? text : result + text.slice(at);
}
