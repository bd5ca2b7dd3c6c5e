/** Groups of facts, the steps in which they occur, and which of two explains the other. */
import type { Untyped } from '../../facets/difference.ts';
import { facetOf } from '../../facets/registry.ts';
import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';

/** Facts with one cause. */
export interface Cluster {
  readonly facts: readonly Fact[];
}

export interface Group {
  readonly facts: readonly Fact[];
  /** The steps in which its original facts occur. Facts that follow from it add none. */
  readonly spectrum: ReadonlySet<string>;
}

export const groupOf = (facts: readonly Fact[]): Group => ({
  facts,
  spectrum: new Set(facts.map(({ at }) => at)),
});

/** The share of the steps of the first set that are in the second. */
export const shareOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((at) => b.has(at)).length / a.size;

/** Ochiai coefficient: 1 if both occur in the same steps, 0 if never together. */
export const ochiai = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  Math.sqrt(shareOf(a, b) * shareOf(b, a));

/** Whether all facts are of the same case. */
export const isOfOneCase = (facts: readonly Fact[]): boolean =>
  new Set(facts.map((fact) => fact.case)).size === 1;

/**
 * What explains other facts, the strongest first: an exceeded limit, an exit without output, a missing invocation, how nodes end,
 * how the step ends, an extra invocation or other arguments. Last what follows from the content of files.
 */
export const strengths = {
  limit: 0,
  silence: 0.25,
  invocation: 0.5,
  ending: 1,
  exit: 1.5,
  call: 2,
  content: 4.5,
} as const;

/** A lower number explains more. */
export const strengthOf = ({ facts }: Pick<Group, 'facts'>): number => Math.min(...facts.map(strengthOfFact));

function strengthOfFact(fact: Fact): number {
  if (isOfInvocation(fact)) return strengths.invocation;
  const [first] = fact.differences;
  if (isOfNodes(fact) || !first) return strengths.ending;
  const { kind, facet } = first;
  if (kind === 'exit-limit') return strengths.limit;
  // Without any output, nothing was done.
  if (kind === 'exit-code') return fact.key.endsWith(' |') ? strengths.silence : strengths.exit;
  if (isCall(first)) return strengths.call;
  return followsFromContent(first) ? strengths.content : facetOf(facet).strength;
}

const isCall = ({ kind, path }: Untyped) =>
  kind === 'invocation-added' || kind === 'invocation-missing' || path.endsWith('/args/invocation_command');

/** A violation of a schema says less than the key that it is about, and a page that a server sends says less than the file. */
const followsFromContent = ({ kind, path, candidate }: Untyped) =>
  (kind === 'artifact-invalid' && /"(additional|missing)Property"/.test(String(candidate))) ||
  (kind === 'answer-changed' && path.endsWith(' body'));

/** Splits items into parts: those that share a key, directly or through others, are in the same part. */
export function connected<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => Iterable<string>,
): readonly (readonly Item[])[] {
  const parts: { readonly items: readonly Item[]; readonly keys: ReadonlySet<string> }[] = [];
  for (const item of items) {
    const keys = [...keysOf(item)];
    const shared = parts.filter((part) => keys.some((key) => part.keys.has(key)));
    for (const part of shared) parts.splice(parts.indexOf(part), 1);
    parts.push({
      items: [...shared.flatMap((part) => part.items), item],
      keys: new Set([...shared.flatMap((part) => [...part.keys]), ...keys]),
    });
  }
  return parts.map((part) => part.items);
}
