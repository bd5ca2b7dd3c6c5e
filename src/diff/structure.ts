/** Differences between two JSON values. Only this file uses deep-diff. */
import deepDiff from 'deep-diff';
import type { Json } from '../config/json.ts';
import { plain, shownKey } from './keyed.ts';
import { unequal } from './unequal.ts';

/** A deviation without its facet. The path is joined with `/`. */
export type Structural = { readonly path: string } & (
  | { readonly kind: 'key-missing'; readonly reference: Json; readonly candidate?: never }
  | { readonly kind: 'key-added'; readonly reference?: never; readonly candidate: Json }
  | { readonly kind: 'value-changed'; readonly reference: Json; readonly candidate: Json }
  | { readonly kind: 'type-changed'; readonly reference: Json; readonly candidate: Json }
);

/** Compares two JSON values. Lists are compared item by item; if the items have ids, so is their order. */
export function structuralDifferences(reference: Json, candidate: Json): readonly Structural[] {
  const parts = unequal(reference, candidate);
  return parts ? keyedDifferences(...parts) : [];
}

/** Compares two values in the form of `keyed`. */
export function keyedDifferences(reference: unknown, candidate: unknown): readonly Structural[] {
  // There are never two lists here: `unequal` has aligned their items.
  const differences = deepDiff.diff({ root: reference }, { root: candidate }) ?? [];
  return differences.map((difference) => toStructural(difference.path?.slice(1) ?? [], difference));
}

function toStructural(
  path: readonly (string | number)[],
  difference: { kind: string; lhs?: unknown; rhs?: unknown },
): Structural {
  const at = { path: path.map(shownKey).join('/') };
  // Only deep-diff's kind distinguishes a missing key from one without a value.
  if (difference.kind === 'N') return { kind: 'key-added', ...at, candidate: plain(difference.rhs) };
  if (difference.kind === 'D') return { kind: 'key-missing', ...at, reference: plain(difference.lhs) };
  const [reference, candidate] = [plain(difference.lhs), plain(difference.rhs)];
  return typeOf(reference) === typeOf(candidate)
    ? { kind: 'value-changed', ...at, reference, candidate }
    : { kind: 'type-changed', ...at, reference, candidate };
}

const typeOf = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);
