/** The form of JSON for deep-diff: lists of objects with an id become objects keyed by the id. */
import type { Json, JsonObject } from '../config/json.ts';

/** Keys that may identify the items of a list; the first match wins. */
const identities = ['unique_id', 'name'] as const;
/** Compared as a whole: deep-diff sees one text. */
const wholeMark = '\u0000list:';
const addedMark = '\u0000added:';
/** The key that holds the order of a list. */
const orderKey = '@order';

/** How a list is compared: as one value, item by item under the given keys, or by equal items. */
export type ListForm = 'whole' | 'placed' | { readonly keys: readonly string[] };

export function formOf(list: readonly Json[]): ListForm {
  // A list of plain values is one value: deep-diff would align it by index and report every item after an insertion.
  if (list.every((item) => item === null || typeof item !== 'object')) return 'whole';
  for (const identity of identities) {
    const keys = list.map((item) => (item as JsonObject | null)?.[identity]);
    if (keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length) return { keys };
  }
  return 'placed';
}

/** The unchanged items of a list under their keys, and their order. */
export function byKey(list: readonly Json[], keys: readonly string[]): JsonObject {
  const items = list.map((item, index) => [keys[index] as string, item] as const);
  return { ...Object.fromEntries(items), [orderKey]: keys.join(', ') };
}

/** Only the order of a list. */
export const ordered = (list: readonly Json[]): JsonObject => ({
  [orderKey]: wholeMark + JSON.stringify(list),
});

/** The key of an item that only the candidate has: another item of the reference may have its index. */
export const addedKey = (index: number) => addedMark + index;

/** A key as paths show it. */
export const shownKey = (key: string | number) => String(key).replace(addedMark, '');

/** A value with every list in it in the form in which it is compared. */
export function keyed(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (!Array.isArray(value)) return keyedTree(value as JsonObject);
  const form = formOf(value);
  if (form === 'whole') return wholeMark + JSON.stringify(value);
  return form === 'placed' ? value.map(keyed) : keyedTree(byKey(value, form.keys));
}

const keyedTree = (tree: JsonObject): unknown =>
  Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, keyed(item)]));

/** The inverse of `keyed`. */
export function plain(value: unknown): Json {
  if (typeof value === 'string' && value.startsWith(wholeMark))
    return JSON.parse(value.slice(wholeMark.length));
  if (value === null || value === undefined || typeof value !== 'object') return (value ?? null) as Json;
  if (Array.isArray(value)) return value.map(plain);
  const { [orderKey]: order, ...items } = value as Record<string, unknown>;
  const entries = Object.entries(items).map(([key, item]) => [key, plain(item)] as const);
  return order === undefined ? Object.fromEntries(entries) : entries.map(([, item]) => item);
}
