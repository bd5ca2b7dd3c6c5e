/** Reduces a run to what causes are found from, so that it can be kept as a fixture. */
import type { Json } from '../../src/config/json.ts';
import { dataOf, isLogEvent, type LogEvent, nodeIdOf } from '../../src/dbt/log-event.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import { factsOf, type Step } from '../../src/findings/causes/fact.ts';
import type { SideShown } from '../../src/findings/causes/shown.ts';

/** Differences kept of each fact; all of those that tell what a step leaves, as later steps may still have it. */
const most = 3;
const isKeptWhole = ({ facet, kind }: Untyped) =>
  facet === 'files' || facet === 'database' || kind === 'artifact-invalid' || kind === 'node-failed';
/** Characters kept of a text. */
const longest = 600;

export function reduced(step: Step): Step {
  const { reference, candidate } = step.shown;
  const equal = JSON.stringify(reference.nodes) === JSON.stringify(candidate.nodes);
  const side = (shown: SideShown) => (equal ? { ...shown, nodes: {} } : shown);
  const kept = factsOf(step).flatMap(({ differences }) =>
    differences.filter((one, n) => n < most || isKeptWhole(one)),
  );
  return {
    case: step.case,
    shown: { ...step.shown, reference: side(reference), candidate: side(candidate) },
    differences: step.differences.filter((one) => kept.includes(one)).map(shortened),
  };
}

const shortened = ({ facet, kind, path, node, reference, candidate }: Untyped): Untyped =>
  ({
    facet,
    kind,
    path,
    ...(node !== undefined && { node }),
    ...(reference !== undefined && { reference: cut(reference) }),
    ...(candidate !== undefined && { candidate: cut(candidate) }),
  }) as Untyped;

function cut(value: Json): Json {
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.slice(0, 20).map(cut);
  if ('says' in value) return { ...value, says: cut(value.says as Json) };
  if (isLogEvent(value)) return eventOf(value);
  return JSON.stringify(value).length > longest ? {} : value;
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
