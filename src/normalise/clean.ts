/** Applies the normalisers of texts and values to JSON. */
import type { Json } from '../observe/observation.ts';
import type { Frame } from './normaliser.ts';
import { normalisers } from './registry.ts';
import type { Touch } from './touched.ts';

export interface Cleaner {
  readonly text: (text: string) => string;
  /** Cleans a value with all in it. Parts in which nothing changes are shared with the value given, not copied. */
  readonly value: <T>(value: T) => T;
}

type Tree = { readonly [key: string]: Json };

/**
 * Makes the cleaner of one side and step. It remembers texts it has cleaned, so it should not outlive them.
 * @param touch told of each text and value that a normaliser changes.
 */
export function cleaner(frame: Frame, touch: Touch = () => {}): Cleaner {
  const values = normalisers.flatMap(({ name, value }) => (value ? [{ name, apply: value }] : []));
  const texts = textNormalisers(frame);
  // All triggers as one pattern: texts are many, and each look costs.
  const anyTrigger = new RegExp(texts.map(({ trigger }) => trigger.source).join('|'));
  const known = new Map<string, { readonly cleaned: string; readonly by: readonly string[] }>();
  // One list for the whole walk: a list for each value would cost more than the normalisers do.
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

  // Keys come again in every object: most are looked at once.
  const plainKeys = new Set<string>();
  const cleanKey = (key: string): string => {
    if (plainKeys.has(key)) return key;
    const cleaned = cleanText(key);
    if (cleaned === key) plainKeys.add(key);
    return cleaned;
  };

  const clean = (value: Json): Json => {
    if (value !== null && typeof value === 'object')
      return Array.isArray(value) ? cleanList(value) : cleanTree(value as Tree);
    let cleaned: Json = value;
    for (const { name, apply } of values) {
      const before: Json = cleaned;
      cleaned = apply(before, path, frame);
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

  const cleanTree = (tree: Tree): Tree => {
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

/** The normalisers of texts, each with what every text that it changes holds. */
const textNormalisers = (frame: Frame) =>
  normalisers.flatMap(({ name, text, trigger = always }) =>
    text
      ? [
          {
            name,
            trigger: trigger instanceof RegExp ? trigger : trigger(frame),
            apply: (given: string) => text(given, frame),
          },
        ]
      : [],
  );

const always = /(?:)/;
