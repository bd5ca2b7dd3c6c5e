/** Reduces a run to what causes are found from, so that it can be kept as a fixture. */
import type { Untyped } from '../../src/facets/difference.ts';
import { factsOf, type Step } from '../../src/findings/causes/fact.ts';
import type { SideShown } from '../../src/findings/causes/shown.ts';
import type { Json } from '../../src/observe/observation.ts';

/** Differences kept of each fact. All are kept that say what a step leaves, because later steps may show it again. */
const maxOfFact = 3;
const isKeptWhole = ({ facet, kind }: Untyped) =>
  facet === 'files' || facet === 'database' || kind === 'artifact-invalid' || kind === 'node-failed';
/** Characters kept of a text. */
const maxText = 600;

export function reduced(step: Step): Step {
  const { reference, candidate } = step.shown;
  const equal = JSON.stringify(reference.nodes) === JSON.stringify(candidate.nodes);
  const side = (shown: SideShown) => (equal ? { ...shown, nodes: {} } : shown);
  const kept = factsOf(step).flatMap(({ differences }) =>
    differences.filter((difference, n) => n < maxOfFact || isKeptWhole(difference)),
  );
  return {
    case: step.case,
    shown: { ...step.shown, reference: side(reference), candidate: side(candidate) },
    differences: step.differences.filter((difference) => kept.includes(difference)).map(shortened),
  };
}

const shortened = (difference: Untyped): Untyped =>
  ({
    ...pick(difference, ['facet', 'kind', 'path', 'node']),
    ...cutAll(pick(difference, ['reference', 'candidate'])),
  }) as unknown as Untyped;

function cut(value: Json): Json {
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.slice(0, 20).map(cut);
  if ('says' in value) return { ...value, says: cut(value.says as Json) };
  if (!('info' in value)) return JSON.stringify(value).length > maxText ? {} : value;
  // A log event: what it is, what it says, and the node it is about.
  const { info, data } = value as { readonly info?: object; readonly data?: { readonly node_info?: object } };
  const node = pick(data?.node_info, ['unique_id']);
  return {
    info: cutAll(pick(info, ['name', 'code', 'level', 'msg'])),
    data: {
      ...('unique_id' in node && { node_info: node }),
      ...pick(data, ['conn_name']),
    },
  };
}

const cutAll = (values: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, cut(value)]));

const pick = (from: object = {}, keys: readonly string[]): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(from).filter(([key, value]) => keys.includes(key) && value !== undefined),
  );
