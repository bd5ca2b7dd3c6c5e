import type { Json } from '../config/json.ts';

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
