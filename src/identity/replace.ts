/** Replaces what patterns find, and records it. */

import type { Json } from '../config/json.ts';

/** What replaces each group of a pattern. */
export const placeholders: Readonly<Record<string, string>> = {
  name: '{name}',
  version: '{version}',
  adapter: '{version of the adapter}',
  checksum: '{checksum of vars, profile, target and version}',
};

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

/**
 * Maps every string of a JSON value, keys excepted. Parts in which nothing changes are shared, not copied.
 * @param map given the keys that lead to the string.
 * @param depth how many keys deep to look.
 */
export function mapStrings(
  value: Json,
  map: (text: string, path: readonly string[]) => string,
  depth = Number.POSITIVE_INFINITY,
  path: readonly string[] = [],
): Json {
  if (typeof value === 'string') return map(value, path);
  if (value === null || typeof value !== 'object' || path.length >= depth) return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item, index) =>
      mapStrings(item, map, depth, [...path, String(index)]),
    );
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  const mapped = entries.map(([key, item]) => [key, mapStrings(item, map, depth, [...path, key])] as const);
  return mapped.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(mapped) : value;
}

/** What was replaced: by placeholder, the original strings with their number of places. */
export type Replaced = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Called when a string is replaced by a placeholder. */
export type Note = (placeholder: string, original: string, places?: number) => void;

export function recording(): { readonly note: Note; readonly replaced: () => Replaced } {
  const counts = new Map<string, Map<string, number>>();
  return {
    note: (placeholder, original, places = 1) => {
      const originals = counts.get(placeholder) ?? new Map<string, number>();
      counts.set(placeholder, originals.set(original, (originals.get(original) ?? 0) + places));
    },
    replaced: () =>
      Object.fromEntries([...counts].map(([placeholder, all]) => [placeholder, Object.fromEntries(all)])),
  };
}

export function sumReplaced(all: readonly Replaced[]): Replaced {
  const { note, replaced } = recording();
  for (const record of all)
    for (const [placeholder, originals] of Object.entries(record))
      for (const [original, places] of Object.entries(originals)) note(placeholder, original, places);
  return replaced();
}
