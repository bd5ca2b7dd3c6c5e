/** Applies the normalisers of texts and values to JSON. */
import type { Json } from '../observe/observation.ts';
import type { Frame } from './normaliser.ts';
import { normalisers } from './registry.ts';

export interface Cleaner {
  readonly text: (text: string) => string;
  /** Cleans a value with all in it. Parts in which nothing changes are shared with the value given, not copied. */
  readonly value: <T>(value: T) => T;
}

type Tree = { readonly [key: string]: Json };

/** Makes the cleaner of one side and step. It remembers texts it has cleaned, so it should not outlive them. */
export function cleaner(frame: Frame): Cleaner {
  const values = normalisers.flatMap(({ value }) => value ?? []);
  const texts = textNormalisers(frame);
  // All triggers as one pattern: texts are many, and each look costs.
  const anyTrigger = new RegExp(texts.map(({ trigger }) => trigger.source).join('|'));
  const known = new Map<string, string>();
  // One list for the whole walk: a list for each value would cost more than the normalisers do.
  const path: string[] = [];

  const cleanText = (text: string): string => {
    if (!anyTrigger.test(text)) return text;
    const found = known.get(text);
    if (found !== undefined) return found;
    const cleaned = texts.reduce(
      (sofar, { trigger, apply }) => (trigger.test(sofar) ? apply(sofar) : sofar),
      text,
    );
    known.set(text, cleaned);
    return cleaned;
  };

  const cleanKey = (key: string): string => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const cleaned = cleanText(key);
    known.set(key, cleaned);
    return cleaned;
  };

  const clean = (value: Json): Json => {
    if (value !== null && typeof value === 'object')
      return Array.isArray(value) ? cleanList(value) : cleanTree(value as Tree);
    let cleaned: Json = value;
    for (const apply of values) cleaned = apply(cleaned, path, frame);
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
  normalisers.flatMap(({ text, trigger = always }) =>
    text
      ? [
          {
            trigger: trigger instanceof RegExp ? trigger : trigger(frame),
            apply: (given: string) => text(given, frame),
          },
        ]
      : [],
  );

const always = /(?:)/;
