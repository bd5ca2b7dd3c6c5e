/** Reduces a run to what causes are found from, so that it can be kept as a fixture. */
import type { Json } from '../../src/config/json.ts';
import { dataOf, isLogEvent, type LogEvent, nodeIdOf } from '../../src/dbt/log-event.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import { factsOf, type Step } from '../../src/findings/causes/fact.ts';
import type { SideShown } from '../../src/findings/causes/shown.ts';

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
  if (isLogEvent(value)) return eventOf(value);
  return JSON.stringify(value).length > maxText ? {} : value;
}

/** Name, code, level and message of a log event, and the node or connection that it is about. */
function eventOf(event: LogEvent): Json {
  const { name, code, level, msg } = event.info;
  const { conn_name } = dataOf(event);
  const node = nodeIdOf(event);
  return {
    info: {
      ...(name !== undefined && { name }),
      ...(code !== undefined && { code }),
      ...(level !== undefined && { level }),
      ...(msg !== undefined && { msg: cut(msg) }),
    },
    data: {
      ...(node !== undefined && { node_info: { unique_id: node } }),
      ...(conn_name !== undefined && { conn_name }),
    },
  };
}

const cutAll = (values: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, cut(value)]));

const pick = (from: object = {}, keys: readonly string[]): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(from).filter(([key, value]) => keys.includes(key) && value !== undefined),
  );
