/** Applies the normalisers: those of texts and values to any JSON, the others to a facet as a whole. */
import type { Json, JsonObject } from '../config/json.ts';
import type { Context, Normaliser } from './normaliser.ts';
import { normalisers } from './registry.ts';
import { placesChanged, type Touch } from './touched.ts';

export interface Apply {
  readonly clean: Cleaner;
  /** Applies what each normaliser does to something as a whole: all events, all lines, one relation. */
  readonly whole: <T>(
    item: T,
    of: (normaliser: Normaliser) => ((item: T, context: Context) => T) | undefined,
  ) => T;
}

/** @param touch called with the number of places that each normaliser changes. */
export const applyTo = (context: Context, touch: Touch): Apply => ({
  clean: cleaner(context, touch),
  whole: (item, of) =>
    normalisers.reduce((before, normaliser) => {
      const after = of(normaliser)?.(before, context) ?? before;
      touch(normaliser.name, placesChanged(before, after));
      return after;
    }, item),
});

export interface Cleaner {
  readonly text: (text: string) => string;
  /** Cleans a value and everything in it. Parts that do not change are shared with the original, not copied. */
  readonly value: <T>(value: T) => T;
}

/**
 * Makes the cleaner of one side and step. It caches the texts it has cleaned, so it should not outlive them.
 * @param touch called for each text and value that a normaliser changes.
 */
export function cleaner(context: Context, touch: Touch = () => {}): Cleaner {
  const values = normalisers.flatMap(({ name, value }) => (value ? [{ name, apply: value }] : []));
  const texts = textNormalisers(context);
  // All triggers as one pattern: most of the millions of texts need only this test.
  const anyTrigger = new RegExp(texts.map(({ trigger }) => trigger.source).join('|'));
  const known = new Map<string, { readonly cleaned: string; readonly by: readonly string[] }>();
  // One list for the whole walk: a list for each value would cost more than the normalisers.
  const path: string[] = [];

  const cleanText = (text: string): string => {
    if (!anyTrigger.test(text)) return text;
    const found = known.get(text) ?? withTexts(text);
    known.set(text, found);
    for (const name of found.by) touch(name, 1);
    return found.cleaned;
  };

  const withTexts = (text: string) => {
    let cleaned = text;
    const by: string[] = [];
    for (const { name, trigger, apply } of texts) {
      if (!trigger.test(cleaned)) continue;
      const before = cleaned;
      cleaned = apply(before);
      if (cleaned !== before) by.push(name);
    }
    return { cleaned, by };
  };

  // The same keys occur in many objects, so each is cleaned once.
  const plainKeys = new Set<string>();
  const cleanKey = (key: string): string => {
    if (plainKeys.has(key)) return key;
    const cleaned = cleanText(key);
    if (cleaned === key) plainKeys.add(key);
    return cleaned;
  };

  const clean = (value: Json): Json => {
    if (value !== null && typeof value === 'object')
      return Array.isArray(value) ? cleanList(value) : cleanTree(value as JsonObject);
    let cleaned: Json = value;
    for (const { name, apply } of values) {
      const before: Json = cleaned;
      cleaned = apply(before, path, context);
      if (cleaned !== before) touch(name, 1);
    }
    return typeof cleaned === 'string' ? cleanText(cleaned) : cleaned;
  };

  const cleanList = (list: readonly Json[]): readonly Json[] => {
    let copy: Json[] | undefined;
    for (const [index, item] of list.entries()) {
      path.push(String(index));
      const cleaned = clean(item);
      path.pop();
      if (cleaned !== item) copy ??= [...list];
      if (copy) copy[index] = cleaned;
    }
    return copy ?? list;
  };

  const cleanTree = (tree: JsonObject): JsonObject => {
    let copy: Record<string, Json> | undefined;
    let renamed = false;
    for (const key of Object.keys(tree)) {
      const item = tree[key] as Json;
      path.push(key);
      const cleaned = clean(item);
      path.pop();
      renamed ||= cleanKey(key) !== key;
      if (cleaned === item) continue;
      copy ??= { ...tree };
      copy[key] = cleaned;
    }
    const result = copy ?? tree;
    return renamed
      ? Object.fromEntries(Object.entries(result).map(([key, item]) => [cleanKey(key), item]))
      : result;
  };

  return { text: cleanText, value: <T>(value: T) => clean(value as Json) as T };
}

/** The normalisers of texts, with their triggers. */
const textNormalisers = (context: Context) =>
  normalisers.flatMap(({ name, text, trigger = always }) =>
    text
      ? [
          {
            name,
            trigger: trigger instanceof RegExp ? trigger : trigger(context),
            apply: (given: string) => text(given, context),
          },
        ]
      : [],
  );

const always = /(?:)/;
