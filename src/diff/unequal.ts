/** Removes everything equal from two JSON values, so that most of two manifests needs no further work. */

import { isObject, type Json, type JsonObject } from '../config/json.ts';
import { changedItems } from './items.ts';
import { addedKey, byKey, formOf, keyed, ordered } from './keyed.ts';

/** The unequal parts of both sides, at the paths they had. */
export type Parts = readonly [reference: unknown, candidate: unknown];

/** The form of unequal parts. */
interface Form {
  readonly value: (value: Json) => unknown;
  readonly lists: (reference: readonly Json[], candidate: readonly Json[]) => Parts | undefined;
}

/** The unequal parts of two values, in the form of `keyed`; undefined if they are equal. */
export const unequal = (reference: Json, candidate: Json): Parts | undefined =>
  unequalValues(reference, candidate, keyedForm);

/** The same with unchanged values and whole lists: for values that are still to be normalised. */
export const unequalYet = (reference: Json, candidate: Json): Parts | undefined =>
  unequalValues(reference, candidate, asItIs);

const keyedForm: Form = { value: keyed, lists: unequalLists };
const asItIs: Form = { value: (value) => value, lists: (r, c) => (same(r, c) ? undefined : [r, c]) };

function unequalValues(reference: Json, candidate: Json, form: Form): Parts | undefined {
  if (reference === candidate) return undefined;
  if (Array.isArray(reference) && Array.isArray(candidate)) return form.lists(reference, candidate);
  if (isObject(reference) && isObject(candidate)) return unequalTrees(reference, candidate, form);
  return [form.value(reference), form.value(candidate)];
}

function unequalTrees(reference: JsonObject, candidate: JsonObject, form: Form): Parts | undefined {
  let found: [Record<string, unknown>, Record<string, unknown>] | undefined;
  let common = 0;
  for (const key of Object.keys(reference)) {
    const item = reference[key] as Json;
    if (!Object.hasOwn(candidate, key)) {
      found ??= [bare(), bare()];
      found[0][key] = form.value(item);
      continue;
    }
    common++;
    const parts = unequalValues(item, candidate[key] as Json, form);
    if (!parts) continue;
    found ??= [bare(), bare()];
    [found[0][key], found[1][key]] = parts;
  }
  const keys = Object.keys(candidate);
  if (keys.length === common) return found;
  found ??= [bare(), bare()];
  for (const key of keys)
    if (!Object.hasOwn(reference, key)) found[1][key] = form.value(candidate[key] as Json);
  return found;
}

function unequalLists(reference: readonly Json[], candidate: readonly Json[]): Parts | undefined {
  // Comparing two lists costs less than cause out their form.
  if (same(reference, candidate)) return undefined;
  const [r, c] = [formOf(reference), formOf(candidate)];
  if (r === 'whole' || c === 'whole') return [keyed(reference), keyed(candidate)];
  if (typeof r === 'object' && typeof c === 'object')
    return unequalTrees(byKey(reference, r.keys), byKey(candidate, c.keys), keyedForm);
  return unequalItems(reference, candidate);
}

/** Items by their index, so that the items after a missing one keep their keys. */
function unequalItems(reference: readonly Json[], candidate: readonly Json[]): Parts {
  const changes = changedItems(reference, candidate);
  if (changes === 'reordered') return [ordered(reference), ordered(candidate)];
  const [r, c] = [bare(), bare()];
  for (const { at, reference, candidate } of changes) {
    if (reference === undefined) c[addedKey(at)] = keyed(candidate as Json);
    else if (candidate === undefined) r[at] = keyed(reference);
    else [r[at], c[at]] = unequal(reference, candidate) ?? [];
  }
  return [r, c];
}

/** Whether two values are equal, in any order of keys. */
export function same(reference: Json, candidate: Json): boolean {
  if (reference === candidate) return true;
  if (Array.isArray(reference) && Array.isArray(candidate))
    return (
      reference.length === candidate.length && reference.every((item, n) => same(item, candidate[n] as Json))
    );
  if (!isObject(reference) || !isObject(candidate)) return false;
  const keys = Object.keys(reference);
  return (
    keys.length === Object.keys(candidate).length &&
    keys.every((key) => Object.hasOwn(candidate, key) && same(reference[key] as Json, candidate[key] as Json))
  );
}

/** An object in which `__proto__` is a key like any other. */
const bare = (): Record<string, unknown> => Object.create(null);
